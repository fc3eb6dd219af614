using Payouts.Grains.AddressBook;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Policies;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Storage;

/// <summary>
/// The documents, each with the number of its writes; and which pauses hold since when, for the audit.
/// </summary>
internal sealed class DocumentDatabase(World world)
{
    private readonly Dictionary<(string Kind, string Key), (object State, int Version)> _stored = [];
    private readonly List<StoredPause> _pauses = [];
    private readonly List<StoredPolicy> _policies = [new(TimeSpan.MinValue, Policy.None)];
    private readonly List<StoredEntry> _entries = [];
    private TimeSpan _downUntil;

    /// <summary>Every pause that ever became durable, those of before included.</summary>
    public IReadOnlyList<StoredPause> Pauses => _pauses;

    /// <summary>Every policy that ever was in force, oldest first.</summary>
    public IReadOnlyList<StoredPolicy> Policies => _policies;

    /// <summary>Every entry that ever was in an address book; one that was revoked and added again is two.</summary>
    public IReadOnlyList<StoredEntry> Entries => _entries;

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
        Note(key, state, over + 1);
        return true;
    }

    /// <summary>The documents of a kind, by key.</summary>
    public IEnumerable<(string Key, T State)> All<T>() => _stored.Where(stored => stored.Value.State is T).Select(stored => (stored.Key.Key, (T)stored.Value.State));

    /// <summary>The policies of which a silo may have known that it was in force at some moment from then on, oldest first.</summary>
    public IReadOnlyList<Policy> PoliciesFrom(TimeSpan time)
    {
        var first = _policies.FindLastIndex(policy => policy.Since <= time);
        return [.. _policies.Skip(first).Select(policy => policy.Policy)];
    }

    private void Note(string key, object state, int version)
    {
        switch (state)
        {
            case PausesState pauses:
                Note(pauses, version);
                break;
            case PolicyState policy:
                world.Tally.Count("policies in force");
                world.Trace.Say($"policy {policy.InForce().Number} is in force");
                _policies.Add(new StoredPolicy(world.Agenda.Elapsed, policy.InForce().Policy));
                break;
            case LimitState limit:
                CapRules.CheckDocument(key, limit);
                break;
            case BookState book:
                Note(key, book);
                break;
        }
    }

    private void Note(string clientId, BookState book)
    {
        foreach (var entry in book.Entries)
        {
            var known = _entries.FindLast(known => known.ClientId == clientId && known.Id == entry.Id);
            if (known is null || (known.RevokedAt is not null && entry.Revoked is null))
            {
                _entries.Add(known = new StoredEntry(clientId, entry.Id));
                world.Trace.Say($"{clientId} may pay to {entry.Address} from {entry.ActiveAt:T}");
            }

            known.ActiveAt = entry.ActiveAt - Agenda.Begin;
            if (entry.Revoked is not null && known.RevokedAt is null)
            {
                known.RevokedAt = world.Agenda.Elapsed;
                world.Trace.Say($"{clientId} may no longer pay to {entry.Address}");
            }
        }
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

/// <summary>A policy, from when it was durable.</summary>
internal sealed record StoredPolicy(TimeSpan Since, Policy Policy);

/// <summary>An entry of a client's address book.</summary>
internal sealed class StoredEntry(string clientId, string id)
{
    public string ClientId => clientId;

    public string Id => id;

    /// <summary>By the wall clock of whichever silo wrote it.</summary>
    public TimeSpan ActiveAt { get; set; }

    /// <summary>When its revocation was durable.</summary>
    public TimeSpan? RevokedAt { get; set; }
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
