namespace Payouts.Simulation.Running;

/// <summary>A process: it can be killed and frozen, and has a clock of its own.</summary>
internal class Host(World world, string name) : TimeProvider
{
    private readonly List<Action> _held = [];
    private TimeSpan _skew;

    public World World => world;

    public string Name => name;

    /// <summary>What runs in it and must go on after a freeze.</summary>
    public virtual IEnumerable<Actor> Actors => [];

    public bool IsDead { get; private set; }

    public bool IsFrozen { get; private set; }

    /// <summary>How wrong its wall clock is. Its stopwatch is right.</summary>
    public TimeSpan Skew
    {
        get => _skew;
        set => world.Clocks.Note(_skew = value);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Agenda.Now + Skew;

    public override long GetTimestamp() => world.Agenda.Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HostTimer(this, () => callback(state), dueTime, period);

    /// <summary>Ends it without any farewell.</summary>
    public virtual void Kill()
    {
        IsDead = true;
        _held.Clear();
    }

    public void Freeze() => IsFrozen = true;

    public void Thaw()
    {
        IsFrozen = false;
        var held = _held.ToArray();
        _held.Clear();
        foreach (var act in held)
        {
            Run(act);
        }

        world.Thawed(this);
    }

    /// <summary>Does it now; once it is thawed, if it is frozen; never, if it is dead.</summary>
    public void Run(Action act)
    {
        if (IsDead)
        {
            return;
        }

        if (IsFrozen)
        {
            _held.Add(act);
        }
        else
        {
            act();
        }
    }

    /// <summary>Something that this process does or notices after a while.</summary>
    public Agenda.Entry After(TimeSpan delay, Action act) => world.Agenda.Add(delay, () => Run(act));

    public Task Delay(TimeSpan delay)
    {
        var over = new TaskCompletionSource();
        After(delay, over.SetResult);
        return over.Task;
    }

    private sealed class HostTimer : ITimer
    {
        private readonly Host _host;
        private readonly Action _callback;
        private TimeSpan _period;
        private Agenda.Entry? _next;

        public HostTimer(Host host, Action callback, TimeSpan dueTime, TimeSpan period)
        {
            (_host, _callback) = (host, callback);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Cancel();
            _period = period;
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : _host.After(dueTime, Tick);
            return true;
        }

        public void Dispose() => _next?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Tick()
        {
            if (_period > TimeSpan.Zero)
            {
                _next = _host.After(_period, Tick);
            }

            _callback();
        }
    }
}
