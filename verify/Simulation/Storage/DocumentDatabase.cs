using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Storage;

/// <summary>
/// The documents, each with the number of its writes; and which pauses hold since when, for the audit.
/// </summary>
internal sealed class DocumentDatabase(World world)
{
    private readonly Dictionary<(string Kind, string Key), (object State, int Version)> _stored = [];
    private readonly List<StoredPause> _pauses = [];
    private TimeSpan _downUntil;

    /// <summary>Every pause that ever became durable, those of before included.</summary>
    public IReadOnlyList<StoredPause> Pauses => _pauses;

    /// <summary>When the pauses were last changed.</summary>
    public TimeSpan ChangedAt { get; private set; }

    public bool IsDown => world.Agenda.Elapsed < _downUntil && !world.IsCalm;

    public void BeDownFor(TimeSpan length)
    {
        world.Trace.Say($"the documents' database is down for {length.TotalSeconds:0.0} s");
        _downUntil = world.Agenda.Elapsed + length;
    }

    public (object? State, int Version) Read(string kind, string key) => _stored.GetValueOrDefault((kind, key));

    /// <summary>Writes over a version.</summary>
    /// <returns>Whether that was the version.</returns>
    public bool Write(string kind, string key, int over, object state)
    {
        if (Read(kind, key).Version != over)
        {
            world.Tally.Count("documents: writes that lost a race");
            return false;
        }

        _stored[(kind, key)] = (state, over + 1);
        if (state is PausesState pauses)
        {
            Note(pauses, over + 1);
        }

        return true;
    }

    private void Note(PausesState state, int version)
    {
        ChangedAt = world.Agenda.Elapsed;
        var now = state.Pauses.Select(pause => pause.Scope).ToHashSet(StringComparer.Ordinal);
        foreach (var pause in _pauses.Where(pause => pause.LiftedAt is null && !now.Remove(pause.Name)))
        {
            world.Tally.Count("pauses lifted");
            pause.LiftedAt = ChangedAt;
        }

        foreach (var name in now)
        {
            world.Tally.Count("pauses set");
            _pauses.Add(new StoredPause(name, ChangedAt));
        }

        world.Trace.Mix(version);
        world.Trace.Say($"paused from now on, by version {version}: {(state.Pauses.IsEmpty ? "nothing" : string.Join(", ", state.Pauses.Select(pause => pause.Scope)))}");
    }
}

/// <summary>A pause, from when it was durable to when its end was.</summary>
internal sealed class StoredPause(string name, TimeSpan since)
{
    private readonly PauseScope _scope = PauseScope.TryParse(name, out var scope) ? scope.Value : throw new ArgumentException($"There is no such scope: {name}.", nameof(name));

    public string Name => name;

    public TimeSpan Since => since;

    public TimeSpan? LiftedAt { get; set; }

    public bool Covers(PayoutRequest request) => _scope.Covers(request.ClientId, request.Asset, request.Network);
}
