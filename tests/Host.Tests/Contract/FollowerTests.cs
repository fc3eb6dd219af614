using System.Net;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// docs/http-api.md, "Limits": who follows the feed. A host of its own that allows one request per key in flight.
/// </summary>
public sealed class FollowerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Who_waits_takes_no_place_of_other_requests_and_ends_with_the_host()
    {
        await using var world = await World.CreateAsync(settings: ("RateLimit__ConcurrentRequests", "1"));
        await world.StartAsync();
        using var api = new Api(world.Address);
        using var http = NewClient(world);
        var waiting = WaitAsync(http, CancellationToken.None);
        await IsCountedAsync(api);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/payouts")).Status);
        Assert.False(waiting.IsCompleted);

        Assert.InRange(await world.StopAsync(), TimeSpan.Zero, Soon);
        Assert.StartsWith("{\"data\":[],\"next_after\":", await waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_gives_its_place_back()
    {
        await using var world = await World.CreateAsync(settings: ("RateLimit__ConcurrentRequests", "1"));
        await world.StartAsync();
        using var api = new Api(world.Address);
        using var http = NewClient(world);
        using var leaving = new CancellationTokenSource();
        var waiting = WaitAsync(http, leaving.Token);
        await IsCountedAsync(api);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await Eventually.IsTrueAsync(async () => (await api.GetAsync("/events")).Status == HttpStatusCode.OK, Soon, () => "The place of one who left is still taken.");
    }

    private static HttpClient NewClient(World world) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = world.Address,
        DefaultRequestHeaders = { Authorization = new("Bearer", Api.FullKey) },
    };

    /// <summary>Again where a look of <see cref="IsCountedAsync"/> came first.</summary>
    private static async Task<string> WaitAsync(HttpClient http, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/events?after=latest&wait=25", UriKind.Relative), cancellationToken);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return await answer.Content.ReadAsStringAsync(cancellationToken);
            }
        }
    }

    private static Task IsCountedAsync(Api api) => Eventually.IsTrueAsync(
        async () => (await api.GetAsync("/events")).Code == "rate-limited", Soon, () => "The one who waits is not counted.");
}
