using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Payouts.Fuzz.Http;

/// <summary>An answer as it came.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Headers">By name, whatever its case; of several with one name the last.</param>
/// <param name="Body">Decoded from its framing.</param>
internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Without its parameters.</summary>
    public string? MediaType => Headers.GetValueOrDefault("Content-Type")?.Split(';')[0].Trim();

    public bool Closes => Headers.GetValueOrDefault("Connection") == "close";
}

/// <summary>One connection at a time to the gateway, on which anything can be said: no HTTP client would send most of it.</summary>
internal sealed class RawConnection(IPEndPoint gateway) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _piece = new byte[16 * 1024];
    private CancellationTokenSource _patience = new();
    private Socket? _socket;
    private byte[] _read = [];

    /// <summary>A request that frames itself rightly, and its answer; <see langword="null"/> when the connection ends without one.</summary>
    public async Task<RawResponse?> AskAsync(byte[] request, bool isHead)
    {
        Hurry();
        await SendAsync(request);
        var answer = await AnswerAsync(isHead);
        if (answer is null or { Closes: true })
        {
            Hangup();
        }

        return answer;
    }

    /// <summary>Anything, and that nothing more comes; all answers until the connection ends.</summary>
    public async Task<List<RawResponse>> SayAllAsync(byte[] anything)
    {
        Hurry();
        Hangup();
        var answers = new List<RawResponse>();
        try
        {
            await SendAsync(anything);
            _socket!.Shutdown(SocketShutdown.Send);
            while (await AnswerAsync(isHead: false) is { } answer)
            {
                answers.Add(answer);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.NotConnected)
        {
            // The gateway may hang up on what is no HTTP.
        }

        Hangup();
        return answers;
    }

    public void Dispose()
    {
        Hangup();
        _patience.Dispose();
    }

    private void Hurry()
    {
        if (!_patience.TryReset())
        {
            _patience.Dispose();
            _patience = new CancellationTokenSource();
        }

        _patience.CancelAfter(Timeout);
    }

    private async Task SendAsync(byte[] bytes)
    {
        if (_socket is null)
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
            await _socket.ConnectAsync(gateway, _patience.Token);
        }

        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), _patience.Token);
        }
    }

    private void Hangup()
    {
        _socket?.Dispose();
        (_socket, _read) = (null, []);
    }

    private async Task<RawResponse?> AnswerAsync(bool isHead)
    {
        while (await HeadAsync() is { } lines)
        {
            var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in lines.Skip(1))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }

            if (status >= 200)
            {
                return new RawResponse(status, headers, isHead || status is 204 or 304 ? [] : await BodyAsync(headers));
            }
        }

        return null;
    }

    private async Task<string[]?> HeadAsync()
    {
        int end;
        while ((end = _read.AsSpan().IndexOf(EndOfHead)) < 0)
        {
            if (!await ReadOnAsync())
            {
                return _read.Length == 0 ? null : throw new InvalidDataException("An answer ends within its head.");
            }
        }

        var head = Encoding.Latin1.GetString(Take(end + EndOfHead.Length).AsSpan(0, end));
        return head.Split("\r\n");
    }

    private async Task<byte[]> BodyAsync(Dictionary<string, string> headers)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await BytesAsync(int.Parse(length, CultureInfo.InvariantCulture));
        }

        if (!headers.ContainsKey("Transfer-Encoding"))
        {
            throw new InvalidDataException("An answer does not say how long it is.");
        }

        var body = new MemoryStream();
        while (await ChunkAsync() is { Length: > 0 } chunk)
        {
            body.Write(chunk);
        }

        return body.ToArray();
    }

    private async Task<byte[]> ChunkAsync()
    {
        int end;
        while ((end = _read.AsSpan().IndexOf("\r\n"u8)) < 0)
        {
            await BytesAsync(0, _read.Length + 1);
        }

        var length = int.Parse(Encoding.Latin1.GetString(Take(end + 2).AsSpan(0, end)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (await BytesAsync(length + 2))[..length];
    }

    /// <summary>Takes so many bytes, once as many as are needed have come.</summary>
    private async Task<byte[]> BytesAsync(int count, int needed = 0)
    {
        while (_read.Length < Math.Max(count, needed))
        {
            if (!await ReadOnAsync())
            {
                throw new InvalidDataException("An answer ends within its body.");
            }
        }

        return Take(count);
    }

    private byte[] Take(int count)
    {
        var taken = _read[..count];
        _read = _read[count..];
        return taken;
    }

    private async Task<bool> ReadOnAsync()
    {
        var count = await _socket!.ReceiveAsync(_piece, _patience.Token);
        _read = [.. _read, .. _piece.AsSpan(0, count)];
        return count > 0;
    }
}
