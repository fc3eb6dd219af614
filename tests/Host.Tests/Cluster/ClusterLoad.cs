using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Payouts.Grains.Payouts;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>One call as its client saw it. Times count from the start of the load.</summary>
internal sealed record Call(TimeSpan Began, TimeSpan Took, HttpStatusCode Status);

/// <summary>
/// Clients that create payouts continuously through every gateway in turn, and repeat under the same key after a 503.
/// </summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private const int Clients = 6;

    /// <summary>A call that takes no longer met no dead silo.</summary>
    private static readonly TimeSpan Swift = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentDictionary<string, byte> _accepted = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Api[] _apis;
    private readonly Task[] _clients;

    public ClusterLoad(TestCluster cluster)
    {
        _apis = [.. cluster.Gateways.Select(gateway => new Api(gateway.Address))];
        _clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunAsync(client)))];
    }

    /// <summary>Since the load began.</summary>
    public TimeSpan Now => _clock.Elapsed;

    public IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>Ids of the payouts that were answered with 201 or 200.</summary>
    public ICollection<string> Accepted => _accepted.Keys;

    /// <summary>Waits until so many more payouts are accepted.</summary>
    public async Task WaitForMoreAsync(int more, TimeSpan timeout)
    {
        var goal = _accepted.Count + more;
        await Eventually.IsTrueAsync(() => Task.FromResult(_accepted.Count >= goal || _clients.Any(client => client.IsCompleted)), timeout, () => $"{_accepted.Count} of {goal} were accepted.");
    }

    /// <summary>Waits until so many calls in a row were as fast and successful as before.</summary>
    /// <returns>When the last bad one ended, or <paramref name="since"/> if none was bad.</returns>
    public async Task<TimeSpan> WaitUntilRecoveredAsync(TimeSpan since, int goodOnes, TimeSpan timeout, Func<string> story)
    {
        var recovered = since;
        await Eventually.IsTrueAsync(
            () =>
            {
                recovered = _calls.Where(IsBad).Select(call => call.Began + call.Took).Append(since).Max();
                return Task.FromResult(_calls.Count(call => call.Began >= recovered) >= goodOnes || _clients.Any(client => client.IsCompleted));
            },
            timeout,
            () => $"Not recovered: the last bad call ended at {recovered}, {_calls.Count} calls.\n{story()}");
        return recovered;

        bool IsBad(Call call) => call.Began + call.Took >= since && (call.Took > Swift || call.Status is not (HttpStatusCode.OK or HttpStatusCode.Created));
    }

    /// <summary>Stops the clients; an unexpected failure of a call is thrown here.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Array.ForEach(_apis, api => api.Dispose());
        _stop.Dispose();
    }

    private async Task RunAsync(int client)
    {
        using var pace = new PeriodicTimer(Pace);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            await CreateAsync(client, $"load-{client}-{number}", number);
            await pace.WaitForNextTickAsync();
        }
    }

    private async Task CreateAsync(int client, string key, int number)
    {
        for (var attempt = 0; !_stop.IsCancellationRequested; attempt++)
        {
            var began = Now;
            var answer = await _apis[(client + number + attempt) % _apis.Length].CreateAsync(Api.Request(("client_id", $"load-{client}")), key);
            _calls.Enqueue(new Call(began, Now - began, answer.Status));
            if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created)
            {
                _accepted[answer.Id] = 0;
                return;
            }
        }
    }
}
