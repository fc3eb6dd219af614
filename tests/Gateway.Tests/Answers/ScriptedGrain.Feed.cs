using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Answers;

/// <content>The feed.</content>
internal sealed partial class ScriptedGrain : IEventFeedGrain
{
    public Task<FeedPage> Read(EventQuery query)
    {
        var kept = cluster.ForgottenEvents;
        var after = query.FromEnd ? cluster.Events.Count : query.After is { } place ? (int)place.Number : kept;
        var found = cluster.Events.Select((shown, index) => (Shown: shown, Number: index + 1)).Skip(after)
            .Where(item => query.ClientId is null || query.ClientId == item.Shown.Data.ClientId)
            .Where(item => query.PayoutId is null || query.PayoutId == item.Shown.Data.PayoutId)
            .Where(item => query.Types.IsEmpty || query.Types.Any(filter => EventTypes.Matches(filter, item.Shown.Type)))
            .Take(query.Limit).ToList();
        var next = found.Count == query.Limit ? found[^1].Number : cluster.Events.Count;
        return Task.FromResult(after < kept
            ? new FeedPage([], new(0, 0, kept), HasMore: false, IsExpired: true)
            : new([.. found.Select(item => item.Shown)], new(0, 0, next), next < cluster.Events.Count));
    }

    public async Task<HintPage> Glance(EventQuery query)
    {
        var page = await Read(query);
        return new([.. page.Events.Select(shown => new EventHint(shown.Data.PayoutId, shown.Data.ClientId, shown.Type, shown.Timestamp))], page.Next, page.HasMore, page.IsExpired);
    }

    public Task<FeedEvent?> Find(FeedEventId id) => Task.FromResult(cluster.Events.Skip(cluster.ForgottenEvents).FirstOrDefault(shown => shown.Id == id.ToString()));
}
