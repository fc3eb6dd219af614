namespace Heleket.Simulator.Payouts;

/// <summary>
/// Scheduled work, on a single timer, in order of the due times. Each piece of work receives the time it was due, so
/// that a clock that jumps (a test's, or one after a restart) makes a walk catch up step by step.
/// </summary>
internal sealed class Agenda : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Number)> _queue = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _armed = DateTimeOffset.MaxValue;
    private long _number;
    private bool _running;

    public Agenda(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Agenda)state!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void At(DateTimeOffset due, Action<DateTimeOffset> work)
    {
        lock (_gate)
        {
            _queue.Enqueue(work, (due, _number++));
            if (!_running && due < _armed)
            {
                Arm(due);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        lock (_gate)
        {
            if (_running)
            {
                // The run in progress ends only when nothing is due any more.
                return;
            }

            (_running, _armed) = (true, DateTimeOffset.MaxValue);
        }

        while (Next() is var (work, due))
        {
            work(due);
        }
    }

    private (Action<DateTimeOffset> Work, DateTimeOffset Due)? Next()
    {
        lock (_gate)
        {
            var any = _queue.TryPeek(out var work, out var key);
            if (any && key.Due <= _time.GetUtcNow())
            {
                _queue.Dequeue();
                return (work!, key.Due);
            }

            _running = false;
            if (any)
            {
                Arm(key.Due);
            }

            return null;
        }
    }

    private void Arm(DateTimeOffset due)
    {
        _armed = due;
        var wait = due - _time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            _timer.Change(wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
            return;
        }

        // Not through the timer: a test clock would run the work at once, on this thread and inside the caller's lock.
        ThreadPool.UnsafeQueueUserWorkItem(static agenda => agenda.Run(), this, preferLocal: false);
    }
}
