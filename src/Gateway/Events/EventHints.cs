using System.Runtime.CompilerServices;
using Payouts.Console.Live;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Events;

/// <summary>
/// Follows the feed for the console's streams (<see cref="FollowPayouts"/>): for all of them at once, and without reading
/// the payouts.
/// </summary>
internal sealed class EventHints(GrainCalls grains, TimeProvider time)
{
    /// <summary>From one page to the next: under load a page has what happened meanwhile, and not each event one of its own.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc cref="FollowPayouts"/>
    public async IAsyncEnumerable<PayoutHints> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        EventPosition? after = null;
        var hasGap = false;
        while (true)
        {
            var asked = time.GetTimestamp();
            var page = await AskAsync(after, cancellation);
            if (page is null)
            {
                yield return new([], IsLive: false);
            }
            else if (page.IsExpired)
            {
                // Streams read again what they show.
                (after, hasGap) = (null, true);
                continue;
            }
            else
            {
                yield return new([.. page.Hints.Select(Hint)], HasGap: hasGap);
                (after, hasGap) = (page.Next, false);
            }

            if (page is not { HasMore: true })
            {
                await time.KeepAsync(Pace, asked, cancellation);
            }
        }
    }

    private static PayoutHint Hint(EventHint hint) => new(hint.PayoutId, hint.ClientId, hint.Type switch
    {
        EventTypes.Created => HintOf.Creation,
        _ when EventTypes.IsAttention(hint.Type) => HintOf.Attention,
        _ => HintOf.Change,
    }, hint.At);

    /// <returns><see langword="null"/>: the cluster does not answer.</returns>
    private async Task<HintPage?> AskAsync(EventPosition? after, CancellationToken cancellation)
    {
        // The end is asked for without waiting: a repeated call would take a later one.
        var query = new EventQuery { After = after, FromEnd = after is null, Limit = EventQuery.MaxLimit, Wait = after is null ? TimeSpan.Zero : EventQuery.MaxWait };
        try
        {
            return await grains.RunAsync(factory => factory.GetGrain<IEventFeedGrain>(0).Glance(query), cancellation);
        }
        catch (ClusterUnavailableException)
        {
            return null;
        }
    }
}
