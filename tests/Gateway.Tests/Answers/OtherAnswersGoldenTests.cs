using System.Collections.Immutable;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>
/// Every answer that is neither a payout nor an error, byte for byte as it was (<see cref="GoldenFile"/>).
/// </summary>
public sealed class OtherAnswersGoldenTests : IAsyncLifetime
{
    private static readonly ClientStats OfAll = new()
    {
        Payouts = 3,
        Totals = [new("USDT", PayoutStatus.Pending, 3, 4.2500m)],
        FirstPayoutAt = GoldenPayouts.Full.CreatedAt,
        LastPayoutAt = GoldenPayouts.Full.CreatedAt.AddDays(1),
    };

    private static readonly ClientStats OfOne = new()
    {
        ClientId = "bound-1",
        Payouts = long.MaxValue,
        Totals =
        [
            .. Enum.GetValues<PayoutStatus>().Select(status => new StatusTotal("USDT", status, 1 + (int)status, 1.50m)),
            new("BTC", PayoutStatus.Failed, 1, 0.00000001m),
            new("ADA", PayoutStatus.Pending, long.MaxValue, new Sum(Int128.MaxValue)),
            new("btc", PayoutStatus.Failed, 0, 0m),
        ],
        FirstPayoutAt = GoldenPayouts.Full.CreatedAt,
    };

    private static readonly ClientStats OfNobody = new() { ClientId = "c-1" };

    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<SeriesPoint> Points =
    [
        .. Enum.GetValues<PayoutStatus>().Select(status => new SeriesPoint(Day.AddHours((int)status), "USDT", status, null, 1 + (int)status, 1.50m)),
        .. Enum.GetValues<PayoutReason>().Select(reason => new SeriesPoint(Day.AddHours(20), "USDT", PayoutStatus.Failed, reason, 1, 0.00000001m)),
        new(Day.AddHours(23), "BTC", PayoutStatus.Pending, null, long.MaxValue, new Sum(Int128.MaxValue)),
    ];

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Statistics_are_answered_as_they_always_were()
    {
        (_gateway.Cluster.Stats["*"], _gateway.Cluster.Stats["bound-1"], _gateway.Cluster.Stats["c-1"]) = (OfAll, OfOne, OfNobody);
        var answers = new Answers(_gateway.Http, "GET /stats and GET /clients/{client_id}/stats.");
        await answers.AskAsync("All clients", "GET /stats");
        await answers.AskAsync("A client with several assets, by its own key", "GET /clients/bound-1/stats", key: "bound");
        await answers.AskAsync("A client that nobody has paid", "GET /clients/c-1/stats", key: "reader");
        await answers.AskAsync("The headers alone", "HEAD /stats");
        answers.Check("stats.txt");
    }

    [Fact]
    public async Task A_series_is_answered_as_it_always_was()
    {
        (_gateway.Cluster.Series["*"], _gateway.Cluster.Series["bound-1"]) = (Points, Points[..1]);
        var day = "from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z";
        var answers = new Answers(_gateway.Http, "GET /stats/series.");
        await answers.AskAsync("All clients, by day", $"GET /stats/series?{day}&by=day");
        await answers.AskAsync("One asset by hour", $"GET /stats/series?{day}&by=hour&asset=btc", key: "reader");
        await answers.AskAsync("A client that nobody has paid", $"GET /stats/series?{day}&by=hour&client_id=c-1", key: "reader");
        await answers.AskAsync("By a client's own key", $"GET /stats/series?{day}&by=hour", key: "bound");
        await answers.AskAsync("By a client's own key, which it names", $"GET /stats/series?{day}&by=hour&client_id=bound-1", key: "bound");
        await answers.AskAsync("Another client", $"GET /stats/series?{day}&by=hour&client_id=c-1", key: "bound");
        await answers.AskAsync("By a key that may not read", $"GET /stats/series?{day}&by=hour", key: "creator");
        await answers.AskAsync("Every rule that can be broken", "GET /stats/series?from=2026-11-23T00:30:00Z&to=x&by=week&client_id=*&asset=%20&status=failed");
        await answers.AskAsync("Too long", "GET /stats/series?from=2026-11-23T00:00:00Z&to=2026-12-25T00:00:00Z&by=hour");
        await answers.AskAsync("The headers alone", $"HEAD /stats/series?{day}&by=day");
        answers.Check("series.txt");
    }

    [Fact]
    public void The_statistics_and_the_services_between_them_have_every_member_and_every_word()
    {
        var coverage = new MemberCoverage(typeof(ClientStats), typeof(StatusTotal), typeof(PayoutService));

        Assert.Equal("", string.Join('\n', coverage.Missing([OfAll, OfOne, OfNobody, ScriptedCluster.SomeServices.Services])));
    }

    [Fact]
    public async Task The_catalog_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /catalog, from an unordered list with an unknown network. The empty catalog is in alone.txt.");
        await answers.AskAsync("What can be paid", "GET /catalog");
        await answers.AskAsync("The headers alone", "HEAD /catalog", key: "bound");
        answers.Check("catalog.txt");
    }

    [Fact]
    public async Task Health_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /health/live and GET /health/ready. Without a store: alone.txt.");
        await answers.AskAsync("Live", "GET /health/live", key: null);
        await answers.AskAsync("Ready", "GET /health/ready", key: null);
        await answers.AskAsync("The headers alone", "HEAD /health/ready", key: null);
        _gateway.Cluster.Health = false;
        await answers.AskAsync("The silo is still starting", "GET /health/ready", key: null);
        answers.Check("health.txt");
    }

    [Fact]
    public async Task A_webhook_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /payouts/webhook. The body names what the scripted grain answers; without a permit: alone.txt.");
        foreach (var answer in Enum.GetValues<WebhookAnswer>())
        {
            await answers.AskAsync($"The silo answers {answer}", "POST /payouts/webhook", $"{answer}", key: null);
        }

        await answers.AskAsync("Too large", "POST /payouts/webhook", new string(' ', (64 * 1024) + 1), key: null);
        answers.Check("webhooks.txt");
    }

    [Fact]
    public async Task A_page_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "Pages for people, in Development.");
        await answers.AskAsync("Home", "GET /", key: null);
        await answers.AskAsync("All problems", "GET /problems", key: null);
        foreach (var kind in ProblemRegistry.All)
        {
            await answers.AskAsync($"The problem {kind.Code}", $"GET /problems/{kind.Code}", key: null);
        }

        await answers.AskAsync("The reference page redirects", "GET /docs", key: null);
        await answers.AskAsync("The reference page", "GET /docs/", key: null);
        answers.Check("pages.txt");
    }

    [Fact]
    public async Task The_OpenAPI_document_is_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /openapi/v1.json: the headers. The document is openapi.json, as received.");
        await answers.AskAsync("The headers alone", "HEAD /openapi/v1.json", key: null);
        var document = await _gateway.Http.GetByteArrayAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Multiple(() => answers.Check("openapi.txt"), () => GoldenFile.Check("openapi.json", document));
    }
}
