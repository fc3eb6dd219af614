using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.Tests.Policies.Policies;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about limits, and every refusal of a create by a control, byte for byte as it was.</summary>
public sealed class LimitAnswersGoldenTests : IAsyncLifetime
{
    private const string Payout = """{"client_id":"bound-1","asset":"USDT","network":"TRON","amount":"25.5","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, 7, TimeSpan.Zero);

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices });
        _gateway.Cluster.Policies.Add(new(
            Policy.None with
            {
                Limits =
                [
                    .. Whole.Limits,
                    new() { Name = "bound-day", When = new() { Client = ["bound-1"] }, Window = TimeSpan.FromDays(1), MaxCount = 5 },
                    new() { Name = "other-day", When = new() { Client = ["c-1"] }, Per = [LimitPer.Client], Window = TimeSpan.FromDays(7), MaxCount = 5 },
                ],
            },
            new(1, "00000000000000aa", "Limits", "ada@example.com", At, "eve@example.com", At)));
        _gateway.Cluster.Usages["client-day/1.00:00:00/client=c-1/asset=USDT/network=TRON/key=-"] = new(12, 31200.5m, 2, At.AddDays(-3), At.AddHours(9));
        _gateway.Cluster.Usages["all-hour/01:00:00"] = new(2, 7m, 0, At.AddDays(-3), At.AddMinutes(9));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Limits_are_answered_as_they_always_were()
    {
        const string Of = "client_id=c-1&asset=usdt&network=tron";
        var answers = new Answers(_gateway.Http, "GET /limits and GET /limits/{name}/usage.");
        await answers.AskAsync("All", "GET /limits", key: "reader");
        await answers.AskAsync("Those of a client", "GET /limits?client_id=c-1", key: "reader");
        await answers.AskAsync("For a key of a client: its own", "GET /limits", key: "bound");
        await answers.AskAsync("For a key of another client", "GET /limits?client_id=c-1", key: "bound");
        await answers.AskAsync("Wrong parameters", "GET /limits?client_id=%20&name=x", key: "reader");
        await answers.AskAsync("How much is used", $"GET /limits/client-day/usage?{Of}", key: "reader");
        await answers.AskAsync("By a key that used nothing", $"GET /limits/client-day/usage?{Of}&key=shop", key: "reader");
        await answers.AskAsync("More than the limit: people let it", "GET /limits/all-hour/usage", key: "reader");
        await answers.AskAsync("Nobody says of which asset", "GET /limits/client-day/usage?client_id=c-1", key: "reader");
        await answers.AskAsync("Wrong parameters of a usage", "GET /limits/client-day/usage?client_id=%20&asset=!&window=1", key: "reader");
        await answers.AskAsync("No such limit", "GET /limits/none/usage", key: "reader");
        await answers.AskAsync("A key of the client", "GET /limits/client-day/usage?asset=USDT&network=TRON", key: "bound");
        await answers.AskAsync("A limit of the client alone", "GET /limits/bound-day/usage", key: "bound");
        await answers.AskAsync("Of another client", $"GET /limits/client-day/usage?{Of}", key: "bound");
        await answers.AskAsync("Of all clients", "GET /limits/all-hour/usage", key: "bound");
        await answers.AskAsync("Without the scope", "GET /limits", key: "creator");
        _gateway.Cluster.Policies.Clear();
        await answers.AskAsync("Before anybody has made one", "GET /limits", key: "reader");
        answers.Check("limits.txt");
    }

    [Fact]
    public async Task A_check_says_what_limits_book_and_pauses_would_as_it_always_did()
    {
        _gateway.Cluster.Pauses = new(3, [new("asset:USDT", "slow blocks", new("opal", null), At, 2), new("client:c-7", "lost", new("opal", null), At, 3)], TimeSpan.FromSeconds(5), []);
        var answers = new Answers(_gateway.Http, "POST /policy/check, with limits, an address book and pauses.");
        await answers.AskAsync("A limit is full", "POST /policy/check", Payout.Replace("bound-1", "c-1", StringComparison.Ordinal), "reader");
        await answers.AskAsync("It never fits", "POST /policy/check", Payout.Replace("25.5", "50001", StringComparison.Ordinal), "reader");
        await answers.AskAsync("By a key of the client", "POST /policy/check", Payout, "bound");
        await answers.AskAsync("The receiver is added", "POST /clients/c-1042/addresses", """{"network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","label":"treasury"}""");
        _gateway.Cluster.Proposals.Add(new("00000000000000ff", Whole, 1, "Known addresses", [], "ada@example.com", At, At.AddDays(7)));
        await answers.AskAsync("The address has to be known", "POST /policy/check?proposal=00000000000000ff", Payout.Replace("bound-1", "c-1042", StringComparison.Ordinal), "reader");
        answers.Check("limit-checks.txt");
    }

    [Fact]
    public async Task A_create_that_a_control_refuses_is_told_why_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /payouts, refused by a rule, a limit or the address book.");
        await RefuseAsync("A rule", new(RefusalKind.Policy, "lookalike"));
        await RefuseAsync("The policy's default", new(RefusalKind.Policy));
        await RefuseAsync("A limit that is full", new(RefusalKind.Limit, "client-day", TimeSpan.FromDays(1), At.AddHours(9)));
        await RefuseAsync("A limit that it never fits", new(RefusalKind.Limit, "client-day", TimeSpan.FromDays(1)));
        await RefuseAsync("A limit of all clients", new(RefusalKind.Limit, "all-hour", TimeSpan.FromHours(1), At.AddMinutes(9), IsShared: true));
        await RefuseAsync("The same, to a key of the client: its name alone", new(RefusalKind.Limit, "all-hour", TimeSpan.FromHours(1), At.AddMinutes(9), IsShared: true), "bound");
        foreach (var standing in (string[])["new", "cooling", "revoked"])
        {
            await RefuseAsync($"An address that is {standing}", new(RefusalKind.Address, Standing: standing));
        }

        Assert.Empty(_gateway.Cluster.Payouts);
        _gateway.Cluster.Refusal = null;
        await answers.AskAsync("Nothing refuses it any more", "POST /payouts", Payout);
        _gateway.Cluster.Refusal = new(RefusalKind.Limit, "client-day", TimeSpan.FromDays(1), At.AddHours(9));
        await answers.AskAsync("What was accepted is answered although a limit is full", "POST /payouts", Payout);
        answers.Check("refusals.txt");

        async Task RefuseAsync(string title, PayoutRefusal refusal, string key = "full")
        {
            _gateway.Cluster.Refusal = refusal;
            await answers.AskAsync(title, "POST /payouts", Payout, key);
        }
    }
}
