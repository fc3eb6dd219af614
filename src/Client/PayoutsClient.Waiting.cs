using Payouts.Client.Wire;

namespace Payouts.Client;

public sealed partial class PayoutsClient
{
    // Without the feed, reads are all there is: every 0.4 s at first, every 5 s in the end.
    private const int FirstRead = 3;
    private const double LeastChance = 0.5;

    /// <summary>
    /// Waits until something holds of a payout: by the feed, which tells at once, or by reads where the feed is of no use. It never gives up while the
    /// service is out of reach: limit it by the token.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="until">What must hold; <see langword="null"/>: that it is final.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such payout, for this key.</exception>
    public async Task<Payout> WaitAsync(string id, Func<Payout, bool>? until = null, CancellationToken cancellationToken = default)
    {
        var isReached = until ?? (payout => payout.IsFinal);
        var filter = new EventFilter { PayoutId = id };
        var version = default(long?);
        var after = PayoutEvents.Latest;
        for (var failures = 0; ;)
        {
            // The place in the feed comes before the payout: what happens in between is after the one and in the other.
            var (call, since) = (WaitCall(filter, after), _calls.Mark());
            var news = await _calls.TryAsync(call, Reading.Of(PayoutsJson.Default.EventPage), cancellationToken).ConfigureAwait(false);
            // A service that is about to stop answers at once, with nothing.
            var isHasty = call.Wait > TimeSpan.Zero && news.Value is { Data.Count: 0, HasMore: false } && _calls.Elapsed(since) < ShortestPoll;
            after = news.Value?.NextAfter ?? PayoutEvents.Latest;
            var read = await _calls.TryAsync(ReadCall(id, version), Of(id), cancellationToken).ConfigureAwait(false);
            switch (read)
            {
                case { Failure: { IsRetryable: false } refusal }:
                    throw refusal;
                case { Value: { } payout } when isReached(payout):
                    return payout;
                case { Value: { } payout }:
                    version = payout.Version;
                    break;
            }

            failures = (news.Failure ?? read.Failure) is null && !isHasty ? 0 : failures + 1;
            if (failures > 0)
            {
                var chance = Math.Max(LeastChance, _calls.Options.Chance());
                await _calls.PauseAsync(Backoff.After(failures + FirstRead - 1, read.RetryAfter ?? news.RetryAfter, chance), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Call WaitCall(EventFilter filter, string after)
    {
        var wait = after == PayoutEvents.Latest ? TimeSpan.Zero : LongPoll;
        return new("wait", HttpMethod.Get, EventsPath(filter, after, wait)) { Wait = wait };
    }

    private static Call ReadCall(string id, long? version) =>
        new("get", HttpMethod.Get, $"payouts/{Query.Escape(id)}") { IfNoneMatch = version, CanBeRepeated = true };
}
