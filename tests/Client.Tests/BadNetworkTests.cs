using System.Collections.Concurrent;
using Payouts.Harness;

namespace Payouts.Client.Tests;

/// <summary>Against the real service, through a network that drops, delays, cuts and doubles.</summary>
public sealed class BadNetworkTests(ServiceFixture service)
{
    private const int Payouts = 2000;
    private const string ClientId = "bad-network";

    private static readonly CallFault[] Faults = Enum.GetValues<CallFault>()[1..];

    private int _calls;

    [Fact]
    public async Task Two_thousand_creates_are_two_thousand_payouts()
    {
        await using var proxy = await HttpProxy.StartAsync([service.Address], _ => NextFault(), TimeSpan.FromSeconds(3));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var client = new PayoutsClient(http, new() { BaseAddress = proxy.Address, ApiKey = ServiceFixture.Secret, Timeout = TimeSpan.FromSeconds(2) });
        var ids = new ConcurrentDictionary<string, string>();
        var unknown = 0;
        await Parallel.ForAsync(0, Payouts, new ParallelOptions { MaxDegreeOfParallelism = 48 }, async (number, cancellationToken) =>
        {
            var key = IdempotencyKeys.From("bad-network", $"{number}");
            for (var known = false; !known;)
            {
                try
                {
                    ids[key] = (await client.CreateAsync(ServiceFixture.Request(ClientId, 1 + number), key, cancellationToken)).Value.Id;
                    known = true;
                }
                catch (OutcomeUnknownException lost)
                {
                    Assert.Equal(PayoutIds.Of(ClientId, key), lost.PayoutId);
                    Interlocked.Increment(ref unknown);
                }
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{unknown} outcomes were unknown. {string.Join(", ", proxy.Done.OrderBy(done => done.Key).Select(done => $"{done.Key} {done.Value}"))}");
        Assert.All(Enum.GetValues<CallFault>(), fault => Assert.True(proxy.Done.GetValueOrDefault(fault) > 100, $"{fault} hardly ever happened."));
        Assert.All(ids, pair => Assert.Equal(PayoutIds.Of(ClientId, pair.Key), pair.Value));
        Assert.Equal(Payouts, ids.Count);
        Assert.Equal(Payouts, (await service.Client().StatsAsync(ClientId)).Payouts);

        var patient = new PayoutsClient(http, new() { BaseAddress = proxy.Address, ApiKey = ServiceFixture.Secret, Timeout = TimeSpan.FromSeconds(2), MaxAttempts = 20 });
        var listed = await patient.ListAsync(new() { ClientId = ClientId, Limit = 50 }).Select(payout => payout.Id).ToListAsync();
        Assert.Equal(ids.Values.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_feed_tells_everything_in_order_and_waiting_ends()
    {
        await using var proxy = await HttpProxy.StartAsync([service.Address], _ => NextFault(), TimeSpan.FromSeconds(1));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var client = new PayoutsClient(http, new() { BaseAddress = proxy.Address, ApiKey = ServiceFixture.Secret, MaxAttempts = 20 });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var created = await client.CreateAsync(ServiceFixture.Request("bad-feed"), "one", limit.Token);
        var done = await client.WaitAsync(created.Value.Id, cancellationToken: limit.Token);
        Assert.Equal(PayoutStatus.Confirmed, done.Status);

        var events = client.EventsAsync(filter: new() { PayoutId = done.Id, Limit = 1 });
        var versions = await events.TakeWhileInclusiveAsync(happened => happened.Type != EventType.Confirmed, happened => happened.Data!.Version, limit.Token);
        Assert.Equal(versions.Order().Distinct(), versions);
        Assert.Equal(done.Version, versions[^1]);
    }

    // Two of five calls, in each way after the other.
    private CallFault NextFault()
    {
        var number = Interlocked.Increment(ref _calls);
        return number % 5 < 2 ? Faults[((number / 5 * 2) + (number % 5)) % Faults.Length] : CallFault.None;
    }
}
