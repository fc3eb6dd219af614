using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Heleket.Tests;

/// <summary>A request as its bytes came in.</summary>
internal sealed record SeenRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>One request and the connection to answer it on.</summary>
internal sealed class Exchange(Socket socket, SeenRequest request)
{
    public SeenRequest Request => request;

    public Task AnswerAsync(int status, string body, string contentType = "application/json") => SendAsync(
        $"HTTP/1.1 {status} Status\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public Task SendAsync(string raw) => SendAsync(Encoding.UTF8.GetBytes(raw));

    public async Task SendAsync(byte[] raw)
    {
        for (var sent = 0; sent < raw.Length;)
        {
            sent += await socket.SendAsync(raw.AsMemory(sent));
        }
    }

    /// <summary>An RST instead of an answer.</summary>
    public void Reset() => socket.Close(0);

    public void Close() => socket.Shutdown(SocketShutdown.Both);
}

/// <summary>
/// An HTTP server as bad as one wants it: the n-th request is played the n-th act, the last act is repeated. Counts what really arrived.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly Func<Exchange, Task>[] _acts;
    private readonly Func<Socket, Task<bool>>? _onAccept;
    private readonly Task _accepting;
    private int _connections;

    public ScriptedServer(params Func<Exchange, Task>[] acts)
        : this(null, acts)
    {
    }

    /// <param name="onAccept">Sees each connection first; false when it is finished with it.</param>
    /// <param name="acts">What is played.</param>
    public ScriptedServer(Func<Socket, Task<bool>>? onAccept, params Func<Exchange, Task>[] acts)
    {
        (_onAccept, _acts) = (onAccept, acts);
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    public int Connections => _connections;

    public static ScriptedServer Answering(int status, string body, string contentType = "application/json") =>
        new(exchange => exchange.AnswerAsync(status, body, contentType));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();

        // A test that failed may have left an act waiting: better a second failure than a run that hangs.
        await _accepting.WaitAsync(TimeSpan.FromSeconds(30));
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        try
        {
            if (_onAccept is not null && !await _onAccept(socket))
            {
                return;
            }

            while (await ReadAsync(socket) is { } request)
            {
                _requests.Enqueue(request);
                await _acts[Math.Min(_requests.Count, _acts.Length) - 1](new Exchange(socket, request));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client hung up, the act reset the connection, or the test is over: this connection's play has ended.
        }
    }

    private async Task<SeenRequest?> ReadAsync(Socket socket)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsWith(head, "\r\n\r\n"u8))
        {
            if (await socket.ReceiveAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        for (var read = 0; read < body.Length;)
        {
            var got = await socket.ReceiveAsync(body.AsMemory(read), _stop.Token);
            if (got == 0)
            {
                return null;
            }

            read += got;
        }

        return new SeenRequest(lines[0], headers, body);
    }

    private static bool EndsWith(List<byte> bytes, ReadOnlySpan<byte> end) =>
        CollectionsMarshal.AsSpan(bytes).EndsWith(end);
}

/// <summary>A server that takes a request and does not answer it until it is told to.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _arrived = new();
    private readonly TaskCompletionSource _over = new();
    private readonly ScriptedServer _server;

    public SilentServer() => _server = new ScriptedServer(_ =>
    {
        _arrived.SetResult();
        return _over.Task;
    });

    public Uri Url => _server.Url;

    public IReadOnlyCollection<SeenRequest> Requests => _server.Requests;

    /// <summary>Ends when the request is here.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Ends the silence; the connection is closed.</summary>
    public void End() => _over.SetResult();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
