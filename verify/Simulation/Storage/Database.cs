using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Storage;

namespace Payouts.Simulation.Storage;

/// <summary>What is stored. Every write is held against the rules (docs/lifecycle.md, "Rules") at the moment it becomes durable.</summary>
internal sealed class Database(World world)
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<Row> _inOrder = [];
    private readonly Dictionary<string, Totals> _totals = new(StringComparer.Ordinal);
    private readonly List<EventRow> _events = [];
    private int _folded;
    private int _unfinished;

    public IReadOnlyList<Row> Rows => _inOrder;

    /// <summary>Whether every payout is at its end, or waits for a person because Heleket holds something else.</summary>
    public bool IsAtRest => _unfinished == 0;

    /// <summary>Whether a person was told what Heleket holds: he has to look, or has looked and said so.</summary>
    public static bool IsToldToPerson(PayoutState state) =>
        state.Payout.NeedsAttention || state is { IsDoubtResolved: true, Payout.Reason: PayoutReason.EchoMismatch };

    public Row? Find(string id) => _rows.GetValueOrDefault(id);

    public string Unfinished() => string.Join("; ", _inOrder.Where(row => !row.IsAtRest).Take(3).Select(row => row.State.ToString()));

    /// <summary>Writes one, if the stored version is the expected one.</summary>
    public WriteOutcome Apply(PayoutWrite write, string by)
    {
        var after = write.State;
        var row = Find(after.Payout.Id);
        if ((row?.State.Payout.Version ?? 0) != write.ExpectedVersion)
        {
            world.Tally.Count("writes that lost a race");
            return WriteOutcome.Conflict;
        }

        WriteRules.Check(row?.State, after, world);
        if (row is null)
        {
            row = new Row(after.Payout.Id);
            _rows.Add(after.Payout.Id, row);
            _inOrder.Add(row);
            _unfinished++;
        }

        EventRules.Check(row, write, world);
        row.Take(after, world.Agenda.Elapsed);
        _events.AddRange(write.Events);
        var isAtRest = after.NextActionAt is null || (IsToldToPerson(after) && world.Heleket.HoldsOther(row.Id));
        _unfinished += (row.IsAtRest ? 1 : 0) - (isAtRest ? 1 : 0);
        row.IsAtRest = isAtRest;
        world.Tally.Count("writes");
        world.Trace.Mix((after.Payout.Version << 8) ^ ((long)after.Payout.Status << 4) ^ (long)(after.Payout.Detail ?? 0));
        world.Trace.Say($"{by} stores {after.Payout.Id[^4..]} v{after.Payout.Version}: {after.Payout.Status} {after.Payout.Detail} {after.Payout.Reason}{(after.Payout.NeedsAttention ? " (attention)" : "")} \"{after.Payout.ResponseLogs[^1].Message}\"");
        return WriteOutcome.Written;
    }

    public IReadOnlyList<string> Due(int shard, DateTimeOffset now, int limit) =>
        [.. _inOrder.Where(row => Shards.Of(row.Id) == shard && row.State.NextActionAt <= now).OrderBy(row => row.State.NextActionAt).Take(limit).Select(row => row.Id)];

    /// <summary>The same index, read from where parked payouts are.</summary>
    public IReadOnlyList<ParkedPlace> Parked(int shard, ParkedPlace? after, int limit) =>
    [
        .. _inOrder.Where(row => Shards.Of(row.Id) == shard && Parking.Has(row.State))
            .Select(row => new ParkedPlace(row.State.NextActionAt!.Value, row.Id))
            .OrderBy(place => place.At).ThenBy(place => place.Id, StringComparer.Ordinal)
            .Where(place => after is null || place.At > after.At || (place.At == after.At && string.CompareOrdinal(place.Id, after.Id) > 0))
            .Take(limit),
    ];

    public ImmutableArray<ParkedSum> SumParked() =>
    [
        .. _inOrder.Where(row => Parking.Has(row.State)).Select(row => row.State.Payout.Request)
            .GroupBy(request => (request.ClientId, request.Asset, request.Network))
            .Select(group => new ParkedSum(group.Key.ClientId, group.Key.Asset, group.Key.Network, group.Count(), group.Aggregate(default(Sum), (sum, request) => sum + request.Amount))),
    ];

    public WaitingApprovals CountWaiting()
    {
        var waiting = _inOrder.Where(row => row.State.Payout.Detail is PayoutDetail.AwaitingApproval).Select(row => (DateTimeOffset?)row.State.Since).ToList();
        return new(waiting.Count, waiting.Min());
    }

    /// <summary>How many events no total has yet.</summary>
    public int Unfolded => _events.Count - _folded;

    /// <summary>Every event, in the order in which they became durable.</summary>
    public IReadOnlyList<EventRow> Events => _events;

    public ClientStats Stats(string clientId)
    {
        var totals = new Totals();
        if (_totals.TryGetValue(clientId, out var folded))
        {
            Copy(folded, totals);
        }

        foreach (var happened in _events.Skip(_folded).Where(happened => clientId == IClientGrain.AllClients || happened.ClientId == clientId))
        {
            totals.Apply(happened);
        }

        return totals.ToStats(clientId);
    }

    public int Fold(int limit)
    {
        var folded = Math.Min(limit, Unfolded);
        foreach (var happened in _events.Skip(_folded).Take(folded))
        {
            Totals(happened.ClientId).Apply(happened);
            Totals(IClientGrain.AllClients).Apply(happened);
        }

        _folded += folded;
        return folded;
    }

    private static void Copy(Totals from, Totals to)
    {
        var stats = from.ToStats(IClientGrain.AllClients);
        foreach (var total in stats.Totals)
        {
            to.Load(total);
        }

        if (stats is { FirstPayoutAt: { } first, LastPayoutAt: { } last })
        {
            to.Load(stats.Payouts, first, last);
        }
    }

    private Totals Totals(string clientId)
    {
        if (!_totals.TryGetValue(clientId, out var totals))
        {
            _totals[clientId] = totals = new Totals();
        }

        return totals;
    }
}

/// <summary>One payout's row, with everything that ever was in it.</summary>
internal sealed class Row(string id)
{
    private readonly List<PayoutState> _history = [];

    public string Id => id;

    public PayoutState State => _history[^1];

    public bool IsStored => _history.Count > 0;

    /// <summary>Every stored version, oldest first.</summary>
    public IReadOnlyList<PayoutState> History => _history;

    /// <summary>How many intents to send were stored: at most as many requests may leave.</summary>
    public int Intents { get; private set; }

    /// <summary>When the last of them became durable.</summary>
    public TimeSpan IntendedAt { get; private set; }

    /// <summary>At its end, or waiting for a person because Heleket holds something else.</summary>
    public bool IsAtRest { get; set; }

    /// <summary>When the first version became durable.</summary>
    public TimeSpan MadeAt { get; private set; }

    /// <summary>When the last version became durable.</summary>
    public TimeSpan StoredAt { get; private set; }

    public void Take(PayoutState state, TimeSpan now)
    {
        (MadeAt, StoredAt) = (_history.Count == 0 ? now : MadeAt, now);
        if (state.Payout.Detail == PayoutDetail.Submitting && (_history.Count == 0 || State.Payout.Detail != PayoutDetail.Submitting))
        {
            (Intents, IntendedAt) = (Intents + 1, now);
        }

        _history.Add(state);
    }
}
