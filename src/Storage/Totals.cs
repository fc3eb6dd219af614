using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// The statistics of one client, or of all: load what was folded, apply the events after it (docs/adr/0027). Every store
/// uses it, so that all count alike.
/// </summary>
public sealed class Totals
{
    private readonly Dictionary<(string Asset, PayoutStatus Status), (long Count, Sum Amount)> _sums = [];
    private readonly HashSet<(string Asset, PayoutStatus Status)> _changed = [];

    /// <summary>The number of payouts.</summary>
    public long Payouts { get; private set; }

    /// <summary>When the first payout was created; <see langword="null"/> exactly when there is none.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>When the last payout was created; <see langword="null"/> exactly when there is none.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>
    /// The totals that <see cref="Apply"/> changed, with their new values; a count of zero is to be removed.
    /// </summary>
    public IEnumerable<StatusTotal> Changed =>
        _changed.Select(key => new StatusTotal(key.Asset, key.Status, _sums[key].Count, _sums[key].Amount));

    /// <summary>Loads a folded total as stored.</summary>
    public void Load(StatusTotal total) => _sums[(total.Asset, total.Status)] = (total.Count, total.Amount);

    /// <summary>Loads the folded number and times as stored.</summary>
    public void Load(long payouts, DateTimeOffset firstAt, DateTimeOffset lastAt) =>
        (Payouts, FirstAt, LastAt) = (payouts, firstAt, lastAt);

    /// <summary>Moves the event's payout from the status it had to the one it has.</summary>
    public void Apply(EventRow happened) => Apply(happened.Asset, happened.Amount, happened.Was, happened.Status, happened.At);

    /// <summary>The same, of an event of which no more was read (<see cref="EventRow"/>).</summary>
    public void Apply(string asset, decimal amount, PayoutStatus? before, PayoutStatus after, DateTimeOffset at)
    {
        if (before == after)
        {
            return;
        }

        if (before is { } was)
        {
            Add(asset, was, -1, -amount);
        }
        else
        {
            Payouts++;
            FirstAt = FirstAt < at ? FirstAt : at;
            LastAt = LastAt > at ? LastAt : at;
        }

        Add(asset, after, 1, amount);
    }

    /// <summary>The statistics that clients see; none of the totals has a count of zero.</summary>
    /// <param name="clientId">The client, or <see cref="IClientGrain.AllClients"/>.</param>
    public ClientStats ToStats(string clientId) => new()
    {
        ClientId = clientId == IClientGrain.AllClients ? null : clientId,
        Payouts = Payouts,
        Totals =
        [
            .. _sums.Where(sum => sum.Value.Count != 0)
                .OrderBy(sum => sum.Key.Asset, StringComparer.Ordinal).ThenBy(sum => sum.Key.Status)
                .Select(sum => new StatusTotal(sum.Key.Asset, sum.Key.Status, sum.Value.Count, sum.Value.Amount)),
        ],
        FirstPayoutAt = FirstAt,
        LastPayoutAt = LastAt,
    };

    private void Add(string asset, PayoutStatus status, long count, Sum amount)
    {
        var key = (asset, status);
        var (oldCount, oldAmount) = _sums.GetValueOrDefault(key);
        _sums[key] = (oldCount + count, oldAmount + amount);
        _changed.Add(key);
    }
}
