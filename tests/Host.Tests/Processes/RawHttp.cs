using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Payouts.Host.Tests.Processes;

/// <summary>One connection on which a test sends what no HTTP client would.</summary>
internal sealed class RawHttp : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Uri _address;
    private readonly NetworkStream _stream;

    private RawHttp(Uri address, Socket connected)
    {
        _address = address;
        _stream = new NetworkStream(connected, ownsSocket: true);
    }

    public static async Task<RawHttp> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        return new RawHttp(address, socket);
    }

    /// <summary>A request's line and headers, including key and host, up to and including the empty line.</summary>
    public string Head(string method, string path, params string[] headers) =>
        string.Join("\r\n", [$"{method} {path} HTTP/1.1", $"Host: {_address.Authority}", $"Authorization: Bearer {Api.FullKey}", .. headers, "", ""]);

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>Ends the sending side of the connection.</summary>
    public void EndSending() => _stream.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>
    /// The next answer's status, or <see langword="null"/> when the connection ends without one. Reads the headers, and
    /// no body.
    /// </summary>
    public async Task<int?> ReadStatusAsync()
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        try
        {
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await _stream.ReadAsync(buffer).AsTask().WaitAsync(Timeout) == 0)
                {
                    break;
                }

                head.Append((char)buffer[0]);
            }
        }
        catch (IOException)
        {
            // Reset by the host: no response will come.
            return null;
        }

        return head.Length == 0 ? null : int.Parse(head.ToString().Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>What follows, until the host closes the connection.</summary>
    public async Task<string> ReadRestAsync()
    {
        using var reader = new StreamReader(_stream, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync().WaitAsync(Timeout);
    }

    public void Dispose() => _stream.Dispose();
}
