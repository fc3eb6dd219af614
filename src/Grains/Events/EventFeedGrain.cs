using System.Collections.Immutable;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Events;

/// <inheritdoc cref="IEventFeedGrain"/>
[StatelessWorker]
public sealed class EventFeedGrain(IPayoutStore store, EndOfEvents end, TimeProvider clock) : Grain, IEventFeedGrain
{
    /// <summary>One call looks at no more rows: whoever filters most out costs the others no more than that.</summary>
    public const int MostLookedAt = 10_000;

    /// <summary>How many rows are read at once while most are filtered out.</summary>
    private const int Slice = 1_000;

    /// <summary>How many payouts are read at once. The stores gather such reads into few queries.</summary>
    private const int PayoutsAtOnce = 64;

    /// <inheritdoc/>
    public async Task<FeedPage> Read(EventQuery query)
    {
        var found = await WaitAsync(query);
        return new([.. await ShowAsync(found.Rows)], found.Next, found.HasMore, found.IsExpired);
    }

    /// <inheritdoc/>
    public async Task<HintPage> Glance(EventQuery query)
    {
        var found = await WaitAsync(query);
        return new([.. found.Rows.Select(row => new EventHint(row.PayoutId, row.ClientId, row.Type, row.At))], found.Next, found.HasMore, found.IsExpired);
    }

    /// <inheritdoc/>
    public async Task<FeedEvent?> Find(FeedEventId id)
    {
        var rows = await store.FindEventsAsync(id.PayoutId, id.Version, CancellationToken.None);
        return rows.FirstOrDefault(row => EventBody.IdOf(row) == id) is { } row ? (await ShowAsync([row])).Single() : null;
    }

    private async Task<Found> WaitAsync(EventQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var began = clock.GetTimestamp();
        var wait = query.Wait < EventQuery.MaxWait ? query.Wait : EventQuery.MaxWait;
        var found = await FindAsync(query, query.FromEnd ? await store.ReadEndOfEventsAsync(CancellationToken.None) : query.After);
        var seen = found.Next;
        while (found.IsNothing && wait - clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            var last = await end.WaitForAsync(seen, left);
            if (last <= seen)
            {
                break;
            }

            // A store may put the end beyond the last event: then there is nothing before the end moves again.
            seen = last;
            found = await FindAsync(query, found.Next);
            seen = found.Next > seen ? found.Next : seen;
        }

        return found;
    }

    private async Task<Found> FindAsync(EventQuery query, EventPosition? after)
    {
        var isFiltered = query is not { Types: [], ClientId: null, PayoutId: null };
        var rows = new List<EventRow>();
        var left = MostLookedAt;
        while (true)
        {
            var most = Math.Min(left, isFiltered ? Slice : query.Limit - rows.Count);
            var page = await store.ReadEventsAsync(after, most, CancellationToken.None);
            if (page.IsExpired)
            {
                // If it was pruned while this call read on, what was found is whole, and the next call is told.
                return rows is [] ? new(rows, page.Next, HasMore: false, IsExpired: true) : new(rows, after.GetValueOrDefault(), HasMore: true);
            }

            foreach (var (position, row) in page.Events)
            {
                left--;
                after = position;
                if (!IsAskedFor(row, query))
                {
                    continue;
                }

                rows.Add(row);
                if (rows.Count == query.Limit)
                {
                    return new(rows, position, page.HasMore || position < page.Next);
                }
            }

            after = page.Next;
            if (!page.HasMore || page.Events.IsEmpty || left == 0)
            {
                return new(rows, page.Next, page.HasMore);
            }
        }
    }

    private static bool IsAskedFor(EventRow row, EventQuery query) =>
        (query.ClientId is null || query.ClientId == row.ClientId)
        && (query.PayoutId is null || query.PayoutId == row.PayoutId)
        && (query.Types.IsEmpty || query.Types.Any(filter => EventTypes.Matches(filter, row.Type)));

    /// <summary>One event that cannot be shown fails them all: left out, it would be lost to whoever follows.</summary>
    private async Task<IEnumerable<FeedEvent>> ShowAsync(IReadOnlyList<EventRow> rows)
    {
        var payouts = new Dictionary<string, Payout>(StringComparer.Ordinal);
        foreach (var ids in rows.Select(row => row.PayoutId).Distinct().Chunk(PayoutsAtOnce))
        {
            var states = await Task.WhenAll(ids.Select(id => store.ReadAsync(id, CancellationToken.None)));
            foreach (var payout in states.OfType<PayoutState>().Select(state => state.Payout))
            {
                payouts.Add(payout.Id, payout);
            }
        }

        return rows.Select(row => EventBody.Of(row, payouts.GetValueOrDefault(row.PayoutId) ?? throw new InvalidDataException(
            $"Event {EventBody.IdOf(row)} cannot be shown: its payout is not stored.")));
    }

    private sealed record Found(IReadOnlyList<EventRow> Rows, EventPosition Next, bool HasMore, bool IsExpired = false)
    {
        public bool IsNothing => Rows is [] && !HasMore && !IsExpired;
    }
}
