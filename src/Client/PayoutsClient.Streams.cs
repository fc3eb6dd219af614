using Payouts.Client.Wire;

namespace Payouts.Client;

public sealed partial class PayoutsClient
{
    // The longest that the service waits.
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(1);

    /// <summary>The payouts to which a filter applies, the newest first.</summary>
    /// <param name="filter">Which; <see langword="null"/>: all that the key may see.</param>
    public PayoutList ListAsync(PayoutFilter? filter = null)
    {
        var wanted = filter ?? new();
        return new PayoutList((cursor, cancellationToken) => PageAsync(wanted, cursor, cancellationToken));
    }

    /// <summary>One page.</summary>
    /// <param name="filter">Which payouts.</param>
    /// <param name="cursor">The <see cref="PayoutPage.NextCursor"/> of the page before, of the same filter; <see langword="null"/>: the first page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<PayoutPage> PageAsync(PayoutFilter filter, string? cursor = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new Query("payouts")
            .With("client_id", filter.ClientId).With("status", filter.Status?.Value).With("detail", filter.Detail?.Value)
            .With("asset", filter.Asset).With("network", filter.Network).With("origin", filter.Origin?.Value)
            .With("reference", filter.Reference).With("heleket_transaction_id", filter.HeleketTransactionId).With("txid", filter.Txid)
            .With("needs_attention", filter.NeedsAttention).With("decidable", filter.IsDecidable ? "true" : null)
            .With("created_from", filter.CreatedFrom).With("created_to", filter.CreatedTo)
            .With("sort", filter.Sort?.Value).With("limit", filter.Limit).With("cursor", cursor);
        // A page that leads to itself is the answer to the call before, come once more.
        return Read("list", query.ToString(), Reading.Of(PayoutsJson.Default.PayoutPage, page => cursor is null || page.NextCursor != cursor), cancellationToken);
    }

    /// <summary>What happens to payouts, in the order in which it was stored; that of one payout by version.</summary>
    /// <param name="after">
    /// A <see cref="PayoutEvents.NextAfter"/> that was stored, or <see cref="PayoutEvents.Latest"/>; <see langword="null"/>: from the oldest that is kept.
    /// </param>
    /// <param name="filter">Which events; <see langword="null"/>: all that the key may see.</param>
    public PayoutEvents EventsAsync(string? after = null, EventFilter? filter = null)
    {
        var wanted = filter ?? new();
        return new PayoutEvents(after, (place, wait, cancellationToken) => FollowAsync(wanted, place, wait, cancellationToken));
    }

    /// <summary>An event, as long as it is kept.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none, or none any more.</exception>
    public Task<PayoutEvent> EventAsync(string id, CancellationToken cancellationToken = default) =>
        Read("event", $"events/{Query.Escape(id)}", Reading.Of(PayoutsJson.Default.PayoutEvent, happened => happened.Id == id), cancellationToken);

    /// <summary>The next page, whatever it takes.</summary>
    private async Task<EventPage> FollowAsync(EventFilter filter, string? after, bool wait, CancellationToken cancellationToken)
    {
        var seconds = wait ? LongPoll : TimeSpan.Zero;
        var call = new Call("events", HttpMethod.Get, EventsPath(filter, after, seconds)) { Wait = seconds };
        var reading = Reading.Of(PayoutsJson.Default.EventPage, page => page.Data.Count == 0 || page.NextAfter != after);
        for (var number = 1; ; number++)
        {
            var since = _calls.Mark();
            var attempt = await _calls.TryAsync(call, reading, cancellationToken).ConfigureAwait(false);
            switch (attempt)
            {
                case { Failure: { IsRetryable: false } refusal }:
                    throw refusal;
                case { Failure: null, Value: { } page } when !wait || page.HasMore || page.Data.Count > 0 || _calls.Elapsed(since) >= ShortestPoll:
                    return page;
            }

            // Also when there was nothing and the service did not wait for something: asking again at once would never end.
            await _calls.PauseAsync(Backoff.After(number, attempt.RetryAfter, _calls.Options.Chance()), cancellationToken).ConfigureAwait(false);
            Telemetry.Repeated(call);
        }
    }

    private static string EventsPath(EventFilter filter, string? after, TimeSpan wait) => new Query("events")
        .With("after", after).With("limit", filter.Limit).With("types", filter.Types.Count == 0 ? null : string.Join(',', filter.Types))
        .With("client_id", filter.ClientId).With("payout_id", filter.PayoutId).With("wait", (int)wait.TotalSeconds).ToString();
}
