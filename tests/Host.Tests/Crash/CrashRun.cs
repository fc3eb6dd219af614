using System.Net;
using System.Text.Json.Nodes;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Webhooks;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Crash;

/// <summary>
/// One run: a load, random faults at Heleket, three <c>kill -9</c> in the middle of it, and rejected calls; then a
/// quiet end.
/// </summary>
public sealed class CrashRun : IAsyncLifetime
{
    public const int Seed = 20261123;
    public const string PayoutKey = "zq-payout-key-of-the-crash-run";
    public const string UnknownKey = "zq-key-that-nobody-knows";

    private const int Count = 520;
    private static readonly int[] KillAt = [120, 250, 390];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private World? _world;
    private Api? _api;
    private PayoutLoad? _load;

    internal World World => _world!;

    internal Api Api => _api!;

    internal PayoutLoad Load => _load!;

    internal IReadOnlyList<CountedPayout> Listed { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        System.Console.WriteLine($"The crash run's seed is {Seed}.");
        _world = await World.CreateAsync(
            new SimulatorOptions
            {
                PayoutKey = PayoutKey,
                Seed = Seed,
                StepDelay = TimeSpan.FromMilliseconds(100),
                WebhookRetryDelay = TimeSpan.FromMilliseconds(200),
                Webhooks = new WebhookSettings { Copies = 2 },
            },
            ("Heleket__Timeout", "00:00:05"));
        InjectFaults();
        await World.StartAsync();
        _api = new Api(World.Address);
        _load = new PayoutLoad(World.Address, Seed, Count);
        var reached = KillAt.Select(_load.ReachesAsync).ToList();
        var running = _load.RunAsync();
        foreach (var milestone in reached)
        {
            await await Task.WhenAny(milestone, running);
            await World.KillAsync();
            await World.StartAsync();
        }

        await running;
        await SendWhatIsRefusedAsync();
        await Eventually.IsTrueAsync(async () => await IsEmptyAsync("pending") && await IsEmptyAsync("broadcast"), Timeout, () => $"Seed {Seed}: payouts are left unfinished.\n{World.Lives[^1].Output}");
        Listed = await Readings.ReadListAsync(Api);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    private void InjectFaults()
    {
        World.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, Probability = 0.10m });
        World.Simulator.Inject(new Fault(FaultKind.CommitThen500) { Operation = SimulatorOperation.Create, Probability = 0.025m });
        World.Simulator.Inject(new Fault(FaultKind.ResetBefore) { Probability = 0.10m });
        World.Simulator.Inject(new Fault(FaultKind.Error500Before) { Probability = 0.025m });
    }

    /// <summary>A log is most likely to quote what was sent when it is rejected.</summary>
    private async Task SendWhatIsRefusedAsync()
    {
        using var unknown = new Api(World.Address, UnknownKey);
        using var heleket = new Api(World.Address, key: null);
        Answer[] answers =
        [
            await unknown.CreateAsync(Api.Request()),
            await Api.CreateAsync(Api.Request(("memo", $"{PayoutLoad.Marker}memo"), ("client_id", $"{PayoutLoad.Marker} client"))),
            await Api.SendAsync(HttpMethod.Post, "/payouts", $"{{ \"reference\": {PayoutLoad.Marker}"),
            await heleket.SendAsync(HttpMethod.Post, "/payouts/webhook", new JsonObject { ["type"] = "payout", ["note"] = PayoutLoad.Marker, ["sign"] = new string('0', 32) }.ToJsonString()),
        ];
        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized], answers.Select(answer => answer.Status));
    }

    private async Task<bool> IsEmptyAsync(string status) => (await Api.GetAsync($"/payouts?limit=1&status={status}")).Body!["data"]!.AsArray().Count == 0;
}
