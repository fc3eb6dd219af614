using System.Buffers.Text;
using System.Net.Sockets;

namespace Payouts.Throughput.Wire;

/// <summary>
/// One kept HTTP/1.1 connection, one request at a time, as cheap as can be: it shares the processors with what it measures. Reads answers as
/// Kestrel writes them (a length, or chunks without trailers).
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int StatusAt = 9;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _read;
    private int _bodyAt;

    private Connection()
    {
    }

    /// <summary>The last answer's body as it came, chunk sizes included.</summary>
    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(_bodyAt, _read - _bodyAt);

    /// <summary>Whether the last answer says when to try again.</summary>
    public bool SaysWhen => _buffer.AsSpan(0, _bodyAt).IndexOf("\r\nRetry-After: "u8) >= 0;

    /// <summary>Opens one.</summary>
    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a whole request and reads its whole answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The connection was closed in between.</exception>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        for (var rest = request; rest.Length > 0;)
        {
            rest = rest[await _socket.SendAsync(rest)..];
        }

        (_read, _bodyAt) = (0, 0);
        while (!IsWhole())
        {
            if (_read == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var got = await _socket.ReceiveAsync(_buffer.AsMemory(_read));
            _read += got > 0 ? got : throw new IOException("The server closed a connection in the middle of an answer.");
        }

        return Utf8Parser.TryParse(_buffer.AsSpan(StatusAt, 3), out int status, out _) ? status : throw new IOException("The answer is not HTTP/1.1.");
    }

    public void Dispose() => _socket.Dispose();

    private bool IsWhole()
    {
        var text = _buffer.AsSpan(0, _read);
        var end = text.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        _bodyAt = end + 4;
        var head = text[..(end + 2)];
        var length = head.IndexOf("\r\nContent-Length: "u8);
        if (length >= 0 && Utf8Parser.TryParse(head[(length + 18)..], out int bytes, out _))
        {
            return _read - _bodyAt >= bytes;
        }

        return head.IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || text[_bodyAt..].EndsWith("0\r\n\r\n"u8);
    }
}
