using System.Collections.Immutable;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Everything that runs: PostgreSQL, Heleket's simulator, silos and gateways, each a process of its own.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const string Merchant = "8b03432e-385b-4670-8d06-064591096795";
    private const string ClusterId = "chaos";
    private const string PayoutKey = "chaos-payout-key";

    // Together 5 %; each kind about as often.
    private const string FaultChance = "0.0125";
    private static readonly ImmutableArray<string> HeleketFaults = ["commit_then_drop", "commit_then_500", "reset_before", "500_before"];

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-chaos-").FullName;
    private readonly ImmutableArray<Uri> _gatewayAddresses;
    private readonly Uri _heleket = Local();

    private Deployment(ChaosOptions options, History history, PostgresServer postgres)
    {
        (Options, Postgres) = (options, postgres);
        Stored = options.Storage == ChaosStorage.Mongo ? new MongoPayouts(options.Mongo!) : new PostgresPayouts(postgres.ConnectionString);
        _gatewayAddresses = [.. Enumerable.Range(0, options.Gateways).Select(_ => Local())];
        Ledger = new HeleketLedger(_heleket);
        Simulator = new Member("simulator", history, StartSimulator, PrepareSimulatorAsync);
        Gateways = [.. Enumerable.Range(0, options.Gateways).Select(number => new Member($"gateway-{number}", history, () => StartGateway(number), life => life.WaitUntilReadyAsync("/health/live")))];
        Silos = [.. Enumerable.Range(0, options.Silos).Select(number => new Member($"silo-{number}", history, () => StartSilo(number), life => life.WaitUntilReadyAsync()))];
    }

    public ChaosOptions Options { get; }

    public PostgresServer Postgres { get; }

    /// <summary>Our storage, read without our code.</summary>
    public IStoredPayouts Stored { get; }

    /// <summary>What Heleket knows.</summary>
    public HeleketLedger Ledger { get; }

    public Member Simulator { get; }

    public ImmutableArray<Member> Gateways { get; }

    public ImmutableArray<Member> Silos { get; }

    public IReadOnlyList<Uri> GatewayAddresses => _gatewayAddresses;

    public static async Task<Deployment> StartAsync(ChaosOptions options, History history)
    {
        var deployment = new Deployment(options, history, await PostgresServer.StartNewAsync());
        try
        {
            await deployment.Simulator.StartAsync();
            await Task.WhenAll(deployment.Silos.Concat(deployment.Gateways).Select(member => member.StartAsync()));
            await Task.WhenAll(deployment.Gateways.Select(gateway => gateway.Current.WaitUntilReadyAsync()));
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what each process printed into a folder that stays.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> KeepOutputsAsync()
    {
        var folder = Directory.CreateTempSubdirectory($"payouts-chaos-logs-{Options.Seed}-").FullName;
        foreach (var member in Silos.Concat(Gateways).Append(Simulator))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{member.Name}.log"), member.Output);
        }

        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Gateways.Concat(Silos).Append(Simulator))
        {
            await member.DisposeAsync();
        }

        await Stored.DisposeAsync();
        await Postgres.DisposeAsync();
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HostProcess StartSimulator() => ProcessBuilder.Simulator().At(_heleket)
        .With("Simulator__MerchantId", Merchant)
        .With("Simulator__PayoutKey", PayoutKey)
        .With("Simulator__DataFile", Path.Combine(_folder, "simulator.jsonl"))
        .With("Simulator__Seed", $"{Options.Seed}")
        .With("Simulator__StepDelay", "00:00:00.300")
        .With("Simulator__WebhookRetryDelay", "00:00:00.500")
        .Start();

    /// <summary>Faults and the way of webhooks are not in its file: each life is told anew.</summary>
    private async Task PrepareSimulatorAsync(HostProcess life)
    {
        await life.WaitUntilReadyAsync("/control/calls");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _heleket };
        foreach (var kind in HeleketFaults)
        {
            await SendAsync("control/faults", $$"""{"kind":"{{kind}}","probability":{{FaultChance}}}""");
        }

        // Known not to be stored: it is queued, and gives its limit's hold back before it is sent again, or cancelled.
        await SendAsync("control/faults", $$"""{"kind":"refuse","operation":"create","message":"Not enough funds","probability":{{FaultChance}}}""");
        await SendAsync("control/webhooks", """{"copies":2,"shuffle":true}""");

        async Task SendAsync(string path, string body)
        {
            using var answer = await http.PostAsync(path, new StringContent(body));
            answer.EnsureSuccessStatusCode();
        }
    }

    private HostProcess StartGateway(int number) => ProcessBuilder.Gateway()
        .InCluster(ClusterId, Postgres.ConnectionString).With(Clients.Settings).At(_gatewayAddresses[number]).Start();

    private HostProcess StartSilo(int number) => ProcessBuilder.Silo()
        .InCluster(ClusterId, Postgres.ConnectionString)
        .Storing($"{Options.Storage}", Stored.ConnectionString)
        .Paying(_heleket, Merchant, PayoutKey, _gatewayAddresses[number % _gatewayAddresses.Length])
        .With("Heleket__Timeout", "00:00:05")
        .With("Payouts__FirstPollAfter", "00:00:01")
        .With("Payouts__MaxPollInterval", "00:00:05")
        .With("Payouts__ResubmitGrace", "00:00:05")
        .With("Payouts__SweepInterval", "00:00:01")
        .With("Controls__SecondPerson", "required")
        .Start();

    private static Uri Local() => new($"http://127.0.0.1:{Ports.Free()}/");
}
