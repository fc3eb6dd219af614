using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Host.Tests.Crash;

/// <summary>One payout that a poster creates, with values that occur nowhere else.</summary>
internal sealed record Order(string Key, JsonObject Body)
{
    public decimal Amount => decimal.Parse((string)Body["amount"]!, CultureInfo.InvariantCulture);
}

/// <summary>
/// Posters that repeat each request under its key until it is accepted, and then read it, while the host dies and comes
/// back. All requests follow from the seed.
/// </summary>
internal sealed class PayoutLoad(Uri address, int seed, int count)
{
    /// <summary>Part of every free text that is sent, so that the logs can be searched for it.</summary>
    public const string Marker = "zq-private-";

    private const int Posters = 8;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private static readonly (string Asset, string Network, string Address, decimal Least)[] Pairs =
    [
        ("USDT", "TRON", Api.TronAddress, 1m),
        ("USDC", "BSC", "0x52908400098527886E0F7030069857D2E4169EE7", 1m),
        ("BTC", "BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 0.0001m),
        ("LTC", "LTC", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", 0.01m),
        ("TON", "TON", "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI", 0.5m),
    ];

    private readonly ConcurrentQueue<Order> _orders = new(MakeOrders(seed, count));
    private readonly ConcurrentBag<(int Accepted, TaskCompletionSource Reached)> _milestones = [];
    private int _accepted;
    private int _brokenConnections;

    /// <summary>The receivers.</summary>
    public static ImmutableArray<string> Addresses => [.. Pairs.Select(pair => pair.Address)];

    public static ImmutableArray<string> Clients => ["crash-0", "crash-1", "crash-2", "crash-3", "crash-4"];

    /// <summary>Payouts answered with 200 or 201, by id.</summary>
    public ConcurrentDictionary<string, Order> Accepted { get; } = new();

    /// <summary>Every status that a client saw.</summary>
    public ConcurrentBag<HttpStatusCode> Answers { get; } = [];

    /// <summary>Calls without any response.</summary>
    public int BrokenConnections => _brokenConnections;

    /// <summary>Runs until everything is accepted.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, Posters).Select(_ => Task.Run(PostAllAsync)));

    /// <summary>Completes when so many are accepted. Must be requested before the load runs.</summary>
    public Task ReachesAsync(int accepted)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _milestones.Add((accepted, reached));
        return reached.Task;
    }

    private async Task PostAllAsync()
    {
        using var api = new Api(address);
        while (_orders.TryDequeue(out var order))
        {
            string? id = null;
            await Eventually.IsTrueAsync(async () => (id = await PostAsync(api, order)) is not null, Timeout, () => $"{order.Key} was never accepted.");
            await SendAsync(() => api.GetAsync($"/payouts/{id}"));
        }
    }

    private async Task<string?> PostAsync(Api api, Order order)
    {
        if (await SendAsync(() => api.CreateAsync(order.Body, order.Key)) is not { Status: HttpStatusCode.OK or HttpStatusCode.Created } answer)
        {
            return null;
        }

        Accepted[answer.Id] = order;
        var accepted = Interlocked.Increment(ref _accepted);
        foreach (var milestone in _milestones.Where(milestone => milestone.Accepted == accepted))
        {
            milestone.Reached.SetResult();
        }

        return answer.Id;
    }

    private async Task<Answer?> SendAsync(Func<Task<Answer>> send)
    {
        try
        {
            var answer = await send();
            Answers.Add(answer.Status);
            return answer;
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _brokenConnections);
            return null;
        }
    }

    private static IEnumerable<Order> MakeOrders(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (asset, network, receiver, least) = Pairs[random.Next(Pairs.Length)];
            var amount = least + (least * random.Next(1, 100_000) / 10_000m);
            var body = Api.Request(
                ("client_id", Clients[random.Next(Clients.Length)]),
                ("asset", asset),
                ("network", network),
                ("wallet_address", receiver),
                ("amount", amount.ToString(CultureInfo.InvariantCulture)),
                ("reference", $"{Marker}reference-{i}"),
                ("requested_by", $"{Marker}person-{i}"),
                ("metadata", new JsonObject { [$"{Marker}name"] = $"{Marker}value-{i}" }));
            if (network == "TON")
            {
                body["memo"] = $"{Marker}memo-{i}";
            }

            yield return new Order($"crash-{seed}-{i}", body);
        }
    }
}
