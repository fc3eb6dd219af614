using System.Globalization;
using System.Text.Json;
using Payouts.Harness;

namespace Payouts.Throughput;

/// <summary>Heleket's simulator, a process that goes away and comes back at one address.</summary>
/// <param name="options">How it walks payouts.</param>
/// <param name="folder">Where its ledger is kept, when it is.</param>
internal sealed class SimulatedHeleket(ThroughputOptions options, string folder) : IAsyncDisposable
{
    /// <summary>Signs webhooks.</summary>
    public const string PayoutKey = "throughput-payout-key";

    /// <summary>The merchant's uuid.</summary>
    public const string Merchant = "8b03432e-385b-4670-8d06-064591096795";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private HostProcess? _process;
    private string? _ledgerFile;
    private (long Creates, long Looks) _callsBefore;

    /// <summary>Where it is, or was and will be again.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>While it is there.</summary>
    public HostProcess Process => _process!;

    /// <summary>It comes, or comes back.</summary>
    public async Task StartAsync()
    {
        var builder = ProcessBuilder.Simulator().At(Address)
            .With("Simulator__MerchantId", Merchant)
            .With("Simulator__PayoutKey", PayoutKey)
            .With("Simulator__WebhookConcurrency", options.Webhooks.ToString(CultureInfo.InvariantCulture))
            .With("Simulator__StepDelay", options.StepDelay.ToString("c"))
            .With(options.Walk.Split(',').Select((step, number) => KeyValuePair.Create($"Simulator__Walk__{number}", step)));
        _process = (_ledgerFile is { } file ? builder.With("Simulator__DataFile", file) : builder).Start();
        await _process.WaitUntilReadyAsync("/control/calls");
    }

    /// <summary>It goes away: its port refuses connections.</summary>
    public async Task StopAsync()
    {
        _callsBefore = await CallsAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    /// <summary>Makes it anew, with an empty ledger.</summary>
    /// <param name="keepsItsLedger">Whether in a file, so that it can go away and come back. Writing it costs time.</param>
    public async Task RenewAsync(bool keepsItsLedger)
    {
        await StopAsync();
        _ledgerFile = keepsItsLedger ? Path.Combine(folder, $"{Guid.NewGuid():N}.ledger") : null;
        _callsBefore = default;
        await StartAsync();
    }

    /// <summary>Calls that it took so far; it keeps its count while it is away.</summary>
    public async Task<(long Creates, long Looks)> CallsAsync()
    {
        if (_process is null)
        {
            return _callsBefore;
        }

        using var calls = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address, "control/calls")));
        return (_callsBefore.Creates + Count("create"), _callsBefore.Looks + Count("info"));

        long Count(string name) => calls.RootElement.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
    }

    /// <summary>Lets payouts that are made from now on stop at a status, or walk as they did at first.</summary>
    public async Task StopAtAsync(string? status)
    {
        using var answer = status is null
            ? await _http.DeleteAsync(new Uri(Address, "control/walks"))
            : await _http.PostAsync(new Uri(Address, "control/walks"), new StringContent($"{{\"steps\":[\"{status}\"]}}"));
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
    }
}
