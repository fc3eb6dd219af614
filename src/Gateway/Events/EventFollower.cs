using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Events;

/// <summary>
/// Reads the feed, and waits for a first event by asking again and again: a call to a grain must not last as long as a
/// client may wait.
/// </summary>
internal sealed class EventFollower(GrainCalls grains, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns a page; an empty one once the wait is over, or this host stops.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public async Task<FeedPage> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();

        // Without waiting: a repeated call would take a later end for the latest.
        var page = await AskAsync(query with { Wait = TimeSpan.Zero }, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            while (page is { Events: [], HasMore: false, IsExpired: false } && query.Wait - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                var asked = time.GetTimestamp();
                var wait = left < EventQuery.MaxWait ? left : EventQuery.MaxWait;
                page = await AskAsync(query with { After = page.Next, FromEnd = false, Wait = wait }, ending.Token);
                if (page.Events.IsEmpty)
                {
                    await time.KeepAsync(Pace, asked, ending.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // This host stops. The client goes on at another one from where the page ends.
            return page;
        }

        return page;
    }

    private Task<FeedPage> AskAsync(EventQuery query, CancellationToken cancellationToken) =>
        grains.RunAsync(factory => factory.GetGrain<IEventFeedGrain>(0).Read(query), cancellationToken);
}
