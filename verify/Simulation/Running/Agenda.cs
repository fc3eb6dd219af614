using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Running;

/// <summary>Simulated time: what is to happen, by when. Time passes only from one entry to the next.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Entry, (long At, long Order)> _entries = new();
    private long _order;

    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long the world has lasted.</summary>
    public TimeSpan Elapsed { get; private set; }

    public DateTimeOffset Now => Begin + Elapsed;

    public Entry Add(TimeSpan delay, Action act)
    {
        var entry = new Entry(act);
        var at = Elapsed + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        _entries.Enqueue(entry, (at.Ticks, _order++));
        return entry;
    }

    /// <summary>Lets time pass to the next entry and lets it happen.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RunNext()
    {
        while (_entries.TryDequeue(out var entry, out var priority))
        {
            if (entry.Take() is { } act)
            {
                Elapsed = TimeSpan.FromTicks(priority.At);
                act();
                return true;
            }
        }

        return false;
    }

    /// <summary>Something that will happen, unless it is cancelled.</summary>
    internal sealed class Entry(Action act)
    {
        private Action? _act = act;

        public void Cancel() => _act = null;

        public Action? Take()
        {
            var act = _act;
            _act = null;
            return act;
        }
    }
}
