using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// The part of a series that was asked for: add what was folded, and the events after it (docs/adr/0027). Every store
/// uses it, so that all count alike.
/// </summary>
internal sealed class SeriesSums(SeriesQuery query)
{
    private readonly Dictionary<(DateTimeOffset Start, string Asset, PayoutStatus Status, PayoutReason? Reason), (long Count, Sum Amount)> _sums = [];

    /// <summary>Whether an event enters a status: the payout had another one before, or was not there.</summary>
    public static bool IsEntry(EventRow happened) => happened.Was != happened.Status;

    /// <summary>Whose series have a client's payouts: its own, and that of all.</summary>
    public static string[] CountedFor(string clientId) => [clientId, IClientGrain.AllClients];

    /// <summary>Adds payouts that entered a status, if they are in the part.</summary>
    public void Add(DateTimeOffset at, string asset, PayoutStatus status, PayoutReason? reason, long count, Sum amount)
    {
        if (!query.Contains(at) || (query.Asset ?? asset) != asset)
        {
            return;
        }

        var key = (query.StartOf(at), asset, status, reason);
        var (oldCount, oldAmount) = _sums.GetValueOrDefault(key);
        _sums[key] = (oldCount + count, oldAmount + amount);
    }

    /// <summary>Adds an event, if it enters a status and is in the part.</summary>
    public void Add(EventRow happened)
    {
        if (IsEntry(happened))
        {
            Add(happened.At, happened.Asset, happened.Status, happened.Reason, 1, happened.Amount);
        }
    }

    /// <summary>Oldest first, then by asset, status and reason.</summary>
    public ImmutableArray<SeriesPoint> ToPoints() =>
    [
        .. _sums
            .OrderBy(sum => sum.Key.Start)
            .ThenBy(sum => sum.Key.Asset, StringComparer.Ordinal).ThenBy(sum => sum.Key.Status).ThenBy(sum => sum.Key.Reason)
            .Select(sum => new SeriesPoint(sum.Key.Start, sum.Key.Asset, sum.Key.Status, sum.Key.Reason, sum.Value.Count, sum.Value.Amount)),
    ];
}
