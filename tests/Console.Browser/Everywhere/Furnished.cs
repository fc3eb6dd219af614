using System.Text.Json.Nodes;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Walking;
using Payouts.Client;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>A site with payouts in every state that a page shows, for what is asked of every page.</summary>
public sealed class Furnished : IAsyncLifetime
{
    private const string LostKey = "lost-answer";
    private const string Paused = "client:c-3301";

    private Site? _site;

    internal Site Site => _site!;

    internal Uri Address => Site.Address;

    /// <summary>A payout whose outcome is unknown.</summary>
    internal string Unknown { get; private set; } = "";

    /// <summary>One that waits for its time.</summary>
    internal string Scheduled { get; private set; } = "";

    /// <summary>One that was paid.</summary>
    internal string Confirmed { get; private set; } = "";

    /// <summary>One that failed.</summary>
    internal string Failed { get; private set; } = "";

    /// <summary>One that needs a person.</summary>
    internal string Attention { get; private set; } = "";

    /// <summary>One that waits for its second approval.</summary>
    internal string Waiting { get; private set; } = "";

    /// <summary>An address of <see cref="ApiSite.BoundClient"/>'s book that cools off.</summary>
    internal string Known { get; private set; } = "";

    /// <summary>The page of a route, with what it needs filled in.</summary>
    /// <exception cref="KeyNotFoundException">The route has a parameter that nobody filled in here.</exception>
    internal string PathOf(string route) => route switch
    {
        "/console/payouts/{id}" => $"/console/payouts/{Unknown}",
        "/console/payouts/{id}/cancel" => $"/console/payouts/{Scheduled}/cancel",
        "/console/payouts/{id}/look-up" => $"/console/payouts/{Unknown}/look-up",
        "/console/payouts/{id}/approve" or "/console/payouts/{id}/reject" => route.Replace("{id}", Waiting, StringComparison.Ordinal),
        "/console/approvals/many/{word}" => "/console/approvals/many/approve",
        "/console/clients/{client}/limits" => "/console/clients/c-1042/limits",
        _ when route.StartsWith("/console/payouts/{id}/", StringComparison.Ordinal) || route.StartsWith("/console/attention/{id}/", StringComparison.Ordinal) => route.Replace("{id}", Attention, StringComparison.Ordinal),
        _ when route.StartsWith("/console/keys/{id}", StringComparison.Ordinal) => route.Replace("{id}", "tests", StringComparison.Ordinal),
        _ when route.StartsWith("/console/pauses/{scope}", StringComparison.Ordinal) => route.Replace("{scope}", Uri.EscapeDataString(Paused), StringComparison.Ordinal),
        _ when route.StartsWith("/console/policy/proposals/{id}", StringComparison.Ordinal) => route.Replace("{id}", Proposal, StringComparison.Ordinal),
        "/console/policy/versions/{id}" => "/console/policy/versions/1",
        _ when route.StartsWith("/console/clients/{client}/addresses", StringComparison.Ordinal) =>
            route.Replace("{client}", ApiSite.BoundClient, StringComparison.Ordinal).Replace("{id}", Known, StringComparison.Ordinal),
        "/console/people/sign-out" => route + "?person=ben",
        _ when route.StartsWith("/console/payouts/new/", StringComparison.Ordinal) => route + "?client=c-1042",
        _ => route.Contains('{', StringComparison.Ordinal) ? throw new KeyNotFoundException($"What stands for the parameter of {route}?") : route,
    };

    /// <summary>A proposal for the policy that waits for a decision.</summary>
    internal string Proposal { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _site = await Site.StartAsync(new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(50), WebhookRetryDelay = TimeSpan.FromSeconds(5) });
        Confirmed = await Site.PayAsync("c-1042", "1234567.25", reference: "bonus-2026-11");
        await Site.WaitForAsync(Confirmed, "confirmed");
        foreach (var amount in new[] { "25.5", "25.5", "900", "1.000001" })
        {
            await Site.WaitForAsync(await Site.PayAsync("c-1042", amount, reference: $"bonus-{amount}"), "confirmed");
        }

        Site.Simulator.Script(new WalkRule(["process", "fail!"]) { Amount = 31m });
        Failed = await Site.PayAsync("c-0007", "31", reference: "failed-1");
        await Site.WaitForAsync(Failed, "failed");
        Scheduled = await Site.PayAsync("c-0007", "75", reference: "rent", scheduledFor: "2027-01-04T09:00:00Z");
        Site.Simulator.Script(new WalkRule(["process"]) { Amount = 18m });
        await Site.WaitForAsync(await Site.PayAsync("c-2210", "18", reference: "on-its-way"), "broadcast");
        await Site.SendAsync(HttpMethod.Put, $"/pauses/{Paused}", new JsonObject { ["reason"] = "They asked us to wait for their new address" });
        await Site.WaitForAsync(await Site.PayAsync("c-3301", "120.5", reference: "held-back"), "pending", "queued");
        await PolicyAsync();
        Known = await Site.AddAddressAsync(ApiSite.BoundClient, "main wallet");
        await FaultsAsync();
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private async Task PolicyAsync()
    {
        const string large = """{"name":"large-usdt","when":{"client":["c-0007"],"asset":["USDT"],"amount":{"from":"1000"}},"then":"approve","needed":[{"role":null,"count":2}],"expires_after":"3.00:00:00"}""";
        const string limits = """[{"name":"client-day","when":{"client":["c-1042"],"asset":["USDT"]},"per":["client"],"window":"1.00:00:00","max_amount":"2000","max_count":20,"on_excess":"refuse"}]""";
        await Site.ApproveAsync(await Site.ProposeAsync($$$"""{"rules":[{{{large}}},{"name":"large-btc","when":{"asset":["BTC"],"amount":{"from":"1000"}},"then":"hold"}],"limits":{{{limits}}}}""", 0));
        Proposal = await Site.ProposeAsync($$$"""{"rules":[{{{large}}},{"name":"large-btc","when":{"asset":["BTC"],"amount":{"from":"500"}},"then":"approve","needed":[{"role":null,"count":2}]}],"limits":{{{limits}}}}""", 1);
        await Site.PayUntilOneWaitsAsync(ApiSite.BoundClient, "12000", reference: "invoice-76");
        Waiting = await Site.PayAsync(ApiSite.BoundClient, "4500.75", reference: "invoice-77");
        await Site.ApprovePayoutAsync(Waiting, 1);
        await Site.PayAsync("c-1042", "1250.5", reference: "bonus-of-november");
    }

    private async Task FaultsAsync()
    {
        Site.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, Times = 1, Message = "Not enough funds" });
        await Site.WaitForAsync(await Site.PayAsync("c-2210", "40", reference: "waits-for-funds"), "pending", "queued");
        Unknown = PayoutIds.Of("c-0007", LostKey);
        Site.Simulator.Inject(new Fault(FaultKind.ResetBefore) { Operation = SimulatorOperation.Info, OrderId = Unknown });
        Site.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = Unknown, Times = 1 });
        await Site.PayAsync("c-0007", "900", reference: "lost-answer", key: LostKey);
        await Site.WaitForAsync(Unknown, "pending", "outcome_unknown");
        // Five look-ups without an answer, and a person is told.
        Attention = Unknown;
        await Eventually.IsTrueAsync(async () => Needs(await Site.ReadAsync(Attention)), TimeSpan.FromSeconds(60), () => "Nobody was told.");
    }

    private static bool Needs(JsonNode payout) => payout["needs_attention"]!.GetValue<bool>();
}

/// <summary>The tests that go through every page, one after the other, while others run beside them.</summary>
[CollectionDefinition]
public sealed class EveryPage : ICollectionFixture<Furnished>;
