using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Payouts.Storage.Tests.Contract;

/// <summary>
/// A cable between a store and its server that a test can cut: a request may still pass when its response no longer
/// does.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly DnsEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Task> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private volatile bool _cut;
    private volatile TaskCompletionSource? _answerWanted;
    private volatile TaskCompletionSource? _holdWanted;
    private int _least;
    private int _passing;

    public Wire(DnsEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where stores connect.</summary>
    public DnsEndPoint EndPoint => new(IPAddress.Loopback.ToString(), ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>From now on nothing passes, and new connections are closed.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var socket in _connections.Keys)
        {
            socket.Dispose();
        }
    }

    /// <summary>Accepts connections again.</summary>
    public void Mend() => _cut = false;

    /// <summary>
    /// Cuts the wire when the server answers a request of at least this many bytes, and withholds the response: the
    /// request has taken effect, and nobody knows.
    /// </summary>
    /// <param name="bytes">The length of the request.</param>
    /// <param name="passing">How many such responses still pass.</param>
    /// <returns>Completes when it is cut.</returns>
    public Task CutAtTheAnswerTo(int bytes, int passing = 0)
    {
        _least = bytes;
        _passing = passing;
        var wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answerWanted = wanted;
        return wanted.Task;
    }

    /// <summary>
    /// Lets only so many bytes of the next longer request pass, and leaves the connection open, as if the sender froze
    /// in mid-request.
    /// </summary>
    /// <returns>Completes when the bytes have passed.</returns>
    public Task HoldARequestAfter(int bytes)
    {
        _least = bytes;
        var wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _holdWanted = wanted;
        return wanted.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var near = await _listener.AcceptSocketAsync(_stopping.Token);
                if (_cut)
                {
                    near.Dispose();
                    continue;
                }

                var carrying = CarryAsync(near);
                _connections[near] = carrying;
                _ = carrying.ContinueWith(_ => _connections.TryRemove(near, out var _), TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            var asked = new Asked();
            try
            {
                await far.ConnectAsync(_server);
                await await Task.WhenAny(AskAsync(near, far, asked), AnswerAsync(far, near, asked));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Either end hung up, or the wire was cut: this connection is over.
                return;
            }
        }
    }

    private async Task AskAsync(Socket near, Socket far, Asked asked)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await near.ReceiveAsync(buffer)) > 0 && !_cut;)
        {
            var sum = Interlocked.Add(ref asked.Bytes, read);
            if (_holdWanted is { } wanted && sum > _least)
            {
                _holdWanted = null;
                await far.SendAsync(buffer.AsMemory(0, Math.Max(0, read - (sum - _least))));
                wanted.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
            }

            await far.SendAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task AnswerAsync(Socket far, Socket near, Asked asked)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await far.ReceiveAsync(buffer)) > 0 && !_cut;)
        {
            if (_answerWanted is { } wanted && asked.Bytes >= _least && Interlocked.Decrement(ref _passing) < 0)
            {
                _answerWanted = null;
                Cut();
                wanted.SetResult();
                return;
            }

            Interlocked.Exchange(ref asked.Bytes, 0);
            await near.SendAsync(buffer.AsMemory(0, read));
        }
    }

    // The bytes sent on a connection since the last response.
    private sealed class Asked
    {
        public int Bytes;
    }
}
