using System.Net.Http.Json;
using System.Text.Json;

namespace Payouts.Harness;

/// <summary>What the simulated Heleket has stored under one order id.</summary>
/// <param name="OrderId">Our payout's id.</param>
/// <param name="Amount">In units of the coin.</param>
/// <param name="Status">Heleket's word.</param>
/// <param name="Money"><c>reserved</c>, <c>paid</c> or <c>returned</c>.</param>
/// <param name="Stored">Payouts under this order id.</param>
/// <param name="CreateCalls">Creates that arrived, whatever became of them.</param>
/// <param name="DebitAmount">What the wallet paid, the fee included.</param>
/// <param name="CreatedAt">When it was stored.</param>
public sealed record LedgerPayout(string OrderId, decimal Amount, string Status, string Money, int Stored, int CreateCalls, decimal DebitAmount, DateTimeOffset CreatedAt);

/// <summary>One of its wallets.</summary>
/// <param name="Currency">Coin.</param>
/// <param name="Paid">What has left it for good.</param>
public sealed record LedgerWallet(string Currency, decimal Paid);

/// <summary>The simulator's control API.</summary>
public sealed class HeleketLedger(Uri simulator) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = simulator };

    /// <summary>Every payout that it has stored.</summary>
    public async Task<IReadOnlyList<LedgerPayout>> ReadAsync() => (await _http.GetFromJsonAsync<List<LedgerPayout>>("control/ledger", Json))!;

    /// <summary>All wallets.</summary>
    public async Task<IReadOnlyList<LedgerWallet>> ReadWalletsAsync() => (await _http.GetFromJsonAsync<List<LedgerWallet>>("control/balances", Json))!;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
