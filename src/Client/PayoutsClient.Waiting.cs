using Payouts.Client.Wire;

namespace Payouts.Client;

public sealed partial class PayoutsClient
{
    /// <summary>Waits until something holds of a payout. It never gives up by itself: limit it by the token.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="until">What must hold; <see langword="null"/>: that it is final.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such payout, for this key.</exception>
    public async Task<Payout> WaitAsync(string id, Func<Payout, bool>? until = null, CancellationToken cancellationToken = default)
    {
        var isReached = until ?? (payout => payout.IsFinal);
        var filter = new EventFilter { PayoutId = id };
        var payout = default(Payout);
        var after = PayoutEvents.Latest;
        for (var failures = 0; ;)
        {
            // The place in the feed comes before the payout: what happens in between is in both.
            var attempt = await _calls.TryAsync(WaitCall(filter, after), Reading.Of(PayoutsJson.Default.EventPage), cancellationToken).ConfigureAwait(false);
            after = attempt.Value?.NextAfter ?? PayoutEvents.Latest;
            failures = attempt.Failure is null ? 0 : failures + 1;
            if (await ReadAgainAsync(id, payout, failures, cancellationToken).ConfigureAwait(false) is { } newer)
            {
                payout = newer;
                if (isReached(payout))
                {
                    return payout;
                }
            }

            if (failures > 0)
            {
                // Without the feed, reads are all there is; they cost the service little while nothing changes.
                await _calls.PauseAsync(Backoff.After(failures + 3, attempt.RetryAfter, Math.Max(0.5, _calls.Options.Chance())), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Call WaitCall(EventFilter filter, string after)
    {
        var wait = after == PayoutEvents.Latest ? TimeSpan.Zero : LongPoll;
        return new("wait", HttpMethod.Get, EventsPath(filter, after, wait)) { Wait = wait };
    }

    /// <summary><see langword="null"/> while it has not changed, and while the service is out of reach.</summary>
    private async Task<Payout?> ReadAgainAsync(string id, Payout? known, int failures, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, known?.Version, cancellationToken).ConfigureAwait(false);
        }
        catch (PayoutsException exception) when (exception.IsRetryable && failures > 0)
        {
            return null;
        }
    }
}
