using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>One count of a limit of the run's policy.</summary>
/// <param name="Limit">The limit's name.</param>
/// <param name="Query">What <c>GET /limits/{name}/usage</c> is asked with.</param>
/// <param name="Clients">Whose payouts it counts.</param>
/// <param name="Cap">In USDT.</param>
internal sealed record LimitCount(string Limit, string Query, ImmutableArray<string> Clients, decimal Cap)
{
    /// <summary>The key of its document.</summary>
    public string Key => $"{Limit}/{ControlPlan.Window:c}/{Query.Replace("client_id", "client", StringComparison.Ordinal)}";
}

/// <summary>
/// The policy of a run (docs/controls.md): some clients' payouts need one or two persons, some clients have a limit of
/// their own that lets wait what does not fit, some share one that refuses it; one client has a limit and needs a person.
/// Caps are a third of what is asked for, so that each is reached.
/// </summary>
internal sealed class ControlPlan(ChaosOptions options, ImmutableArray<Order> orders)
{
    /// <summary>The least that a limit may have. No run is longer: room comes back by releases alone.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private const string Waiting = "waiting";
    private const string Refusing = "refusing";

    // Above every amount: what can never fit is refused whatever the limit says.
    private const decimal LeastCap = 102m;

    private static readonly ImmutableArray<string> Pairs = Named(0, 1, 2);
    private static readonly ImmutableArray<string> Singles = Named(3, 4, 5);
    private static readonly ImmutableArray<string> Queueing = Named(5, 6, 7);
    private static readonly ImmutableArray<string> Refused = Named(8, 9, 10);

    /// <summary>Who decide on payouts.</summary>
    public static readonly ImmutableArray<string> Approvers = ["p1", "p2", "p3", "p4"];

    /// <summary>Who change the policy: one proposes, the other approves.</summary>
    public static readonly (string Proposer, string Approver) Admins = ("ada", "eve");

    /// <summary>All counts of all limits.</summary>
    public ImmutableArray<LimitCount> Counts => options.Controls
        ? [.. Queueing.Select(client => new LimitCount(Waiting, $"client_id={client}", [client], Cap(Queueing) / Queueing.Length)), new(Refusing, "asset=USDT", Refused, Cap(Refused))]
        : [];

    /// <summary>The settings that make the persons known to a gateway.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        .. Approvers.SelectMany((person, place) => Key(place + 1, person, "payouts:read", "payouts:approve")),
        .. Key(Approvers.Length + 1, Admins.Proposer, "payouts:read", "payouts:admin"),
        .. Key(Approvers.Length + 2, Admins.Approver, "payouts:read", "payouts:admin"),
    ];

    /// <summary>What a person sends.</summary>
    public static string SecretOf(string person) => $"key-of-{person}";

    /// <summary>How many persons an order needs.</summary>
    public int Needed(Order order) => !options.Controls ? 0 : Pairs.Contains(order.ClientId) ? 2 : Singles.Contains(order.ClientId) ? 1 : 0;

    /// <summary>Orders that no limit refuses, and that were.</summary>
    public IEnumerable<string> WronglyRefused(IEnumerable<Order> refused) => refused
        .Where(order => !Counts.Any(count => count.Limit == Refusing && count.Clients.Contains(order.ClientId)))
        .Select(order => $"{order.Key}: refused, and no limit of {order.ClientId} refuses");

    /// <summary>The body that proposes it.</summary>
    public string Proposal() => new JsonObject
    {
        ["note"] = "chaos",
        ["policy"] = new JsonObject
        {
            ["rules"] = new JsonArray(Rule("pairs", Pairs, 2), Rule("singles", Singles, 1)),
            ["limits"] = new JsonArray(
                Limit(Waiting, Queueing, "client", Cap(Queueing) / Queueing.Length, "queue"),
                Limit(Refusing, Refused, "asset", Cap(Refused), "refuse")),
        },
    }.ToJsonString();

    private static ImmutableArray<string> Named(params ReadOnlySpan<int> numbers) => [.. numbers.ToArray().Select(number => $"chaos-{number}")];

    private static IEnumerable<KeyValuePair<string, string>> Key(int number, string person, params string[] scopes) =>
        KeySettings.Of(number, person, SecretOf(person), null, scopes).Append(new($"ApiKeys__{number}__Person", person));

    private static JsonObject Rule(string name, ImmutableArray<string> clients, int count) => new()
    {
        ["name"] = name,
        ["when"] = new JsonObject { ["client"] = Texts(clients) },
        ["then"] = "approve",
        ["needed"] = new JsonArray(new JsonObject { ["role"] = null, ["count"] = count }),
    };

    private static JsonObject Limit(string name, ImmutableArray<string> clients, string per, decimal cap, string excess) => new()
    {
        ["name"] = name,
        ["when"] = new JsonObject { ["client"] = Texts(clients), ["asset"] = Texts(["USDT"]) },
        ["per"] = Texts([per]),
        ["window"] = $"{Window:c}",
        ["max_amount"] = $"{cap}",
        ["on_excess"] = excess,
    };

    private static JsonArray Texts(ImmutableArray<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private decimal Cap(ImmutableArray<string> clients) =>
        Math.Max(LeastCap * clients.Length, clients.Length * Math.Floor(orders.Where(order => clients.Contains(order.ClientId)).Sum(order => order.Amount) / clients.Length / 3));
}
