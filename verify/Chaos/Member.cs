using System.Collections.Concurrent;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>A process and its supervisor: whatever ends it, it is started again after a second, as a container would be.</summary>
internal sealed class Member : IAsyncDisposable
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);

    private readonly Func<HostProcess> _start;
    private readonly Func<HostProcess, Task> _prepare;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentStack<HostProcess> _lives = new();
    private readonly ConcurrentQueue<(TimeSpan From, TimeSpan To)> _outages = new();
    private readonly History _history;
    private Task _watch = Task.CompletedTask;
    private int _asked;

    /// <param name="name">For reports.</param>
    /// <param name="history">Whose clock it uses.</param>
    /// <param name="start">Starts a life.</param>
    /// <param name="prepare">Ends when that life is of use.</param>
    public Member(string name, History history, Func<HostProcess> start, Func<HostProcess, Task> prepare)
    {
        (Name, _history, _start, _prepare) = (name, history, start, prepare);
    }

    public string Name { get; }

    /// <summary>The present life, or the last one until the next begins.</summary>
    public HostProcess Current => _lives.TryPeek(out var life) ? life : throw new InvalidOperationException($"{Name} was not started.");

    /// <summary>Whether it is stopped with <c>SIGSTOP</c> now.</summary>
    public bool Frozen { get; set; }

    public int Lives => _lives.Count;

    /// <summary>Lives that ended though nobody had asked for it.</summary>
    public int UnaskedEnds => Math.Max(0, Outages.Count - _asked);

    public IReadOnlyCollection<(TimeSpan From, TimeSpan To)> Outages => _outages;

    /// <summary>Everything that all lives printed, the first life first.</summary>
    public string Output => string.Join("\n---- next life ----\n", _lives.Reverse().Select(life => life.Output));

    /// <summary>Starts the first life and waits until it is of use.</summary>
    public async Task StartAsync()
    {
        _lives.Push(_start());
        await _prepare(Current);
        _watch = WatchAsync();
    }

    /// <summary>Does something that ends this life.</summary>
    public Task EndAsync(Func<HostProcess, Task> how)
    {
        Interlocked.Increment(ref _asked);
        return how(Current);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Current.KillAsync();

        // Not before the watch has ended: it looks at the present life, and may just be starting one more.
        await _watch;
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (await EndedAsync())
        {
            var from = _history.Now;
            await Task.Delay(RestartAfter, TimeProvider.System);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            var next = _start();
            _lives.Push(next);

            // A life that dies before it is of use is one more end, which the next round sees.
            await Task.WhenAny(_prepare(next), next.EndAsync(CancellationToken.None));
            _outages.Enqueue((from, _history.Now));
        }
    }

    /// <returns>False when it is not to be started again.</returns>
    private async Task<bool> EndedAsync()
    {
        try
        {
            await Current.EndAsync(_stop.Token);
            return !_stop.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
