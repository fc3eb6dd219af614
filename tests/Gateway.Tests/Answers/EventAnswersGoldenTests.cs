using Payouts.Grains.Interfaces.Events;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer that has an event in it, byte for byte as it was (<see cref="GoldenFile"/>).</summary>
public sealed class EventAnswersGoldenTests : IAsyncLifetime
{
    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Events_are_answered_as_they_always_were()
    {
        var answers = new Answers(_gateway.Http, "GET /events and GET /events/{id}: events of every kind.");
        await answers.AskAsync("Nothing", "GET /events");
        _gateway.Cluster.Events.AddRange(GoldenEvents.All);
        foreach (var shown in GoldenEvents.All)
        {
            await answers.AskAsync(shown.Type, $"GET /events/{shown.Id}", key: "reader");
        }

        await AskForPagesAsync(answers);
        await AskWithABoundKeyAsync(answers);
        var early = await CursorAsync("/events?limit=2");
        _gateway.Cluster.ForgottenEvents = 3;
        await answers.AskAsync("Events after the place are no longer kept", $"GET /events?after={early}");
        await answers.AskAsync("From the oldest that is kept", "GET /events?limit=1");
        await answers.AskAsync("An event that is no longer kept", $"GET /events/{GoldenEvents.All[0].Id}");
        answers.Check("events.txt");
    }

    [Fact]
    public async Task In_the_feed_an_event_has_the_bytes_that_it_has_alone()
    {
        _gateway.Cluster.Events.AddRange(GoldenEvents.All);
        var feed = await GetAsync("/events?limit=1000");
        foreach (var shown in GoldenEvents.All)
        {
            Assert.Contains(await GetAsync($"/events/{shown.Id}"), feed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_place_in_one_list_is_none_in_the_other()
    {
        _gateway.Cluster.Payouts.AddRange(GoldenPayouts.All.Take(2).Select(example => example.Payout));
        var cursor = (await GetAsync("/payouts?limit=1")).Split("\"next_cursor\":\"")[1].Split('"')[0];

        Assert.Contains("\"code\":\"invalid-cursor\"", await GetAsync($"/events?after={cursor}"), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid-cursor\"", await GetAsync($"/payouts?cursor={await CursorAsync("/events")}"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_events_between_them_have_every_member_and_every_word()
    {
        var coverage = new MemberCoverage(typeof(PayoutEventData));

        Assert.Equal("", string.Join('\n', coverage.Missing(GoldenEvents.All.Select(shown => shown.Data))));
        Assert.Equal(EventTypes.OfPayouts.Order(StringComparer.Ordinal), GoldenEvents.All.Select(shown => shown.Type).Distinct().Order(StringComparer.Ordinal));
    }

    private async Task AskForPagesAsync(Answers answers)
    {
        await answers.AskAsync("A page and a next one", "GET /events?limit=2");
        await answers.AskAsync("The next page", $"GET /events?limit=2&after={await CursorAsync("/events?limit=2")}");
        await answers.AskAsync("Some types, at most two", "GET /events?types=payout.created,payout.broadcast,payout.confirmed&limit=2");
        await answers.AskAsync("Every type of payouts", "GET /events?types=payout.*&limit=1");
        await answers.AskAsync("Of one payout", $"GET /events?payout_id={GoldenEvents.All[0].Data.PayoutId}&limit=1");
        await answers.AskAsync("Of one client", "GET /events?client_id=bound-1&limit=1");
        await answers.AskAsync("The end, where nothing is", "GET /events?after=latest");
        await answers.AskAsync("The headers alone", "HEAD /events?limit=2");
        await answers.AskAsync("There is something, so nobody waits", "GET /events?limit=1&wait=25");
    }

    private async Task AskWithABoundKeyAsync(Answers answers)
    {
        var (own, foreign) = (GoldenEvents.All.First(shown => shown.Data.ClientId == "bound-1"), GoldenEvents.All[0]);
        await answers.AskAsync("By a client's own key", "GET /events?limit=1", key: "bound");
        await answers.AskAsync("An event of its own", $"GET /events/{own.Id}", key: "bound");
        await answers.AskAsync("An event of another client", $"GET /events/{foreign.Id}", key: "bound");
        await answers.AskAsync("The events of another client", "GET /events?client_id=c-1042&wait=25", key: "bound");
        await answers.AskAsync("The same, after a place", $"GET /events?client_id=c-1042&after={await CursorAsync("/events?limit=2")}", key: "bound");
    }

    private async Task<string> CursorAsync(string path)
    {
        var page = await GetAsync(path);
        return page.Split("\"next_after\":\"")[1].Split('"')[0];
    }

    private async Task<string> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Authorization", "Bearer full" } } };
        using var answer = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
