namespace Heleket;

/// <summary>The services list as far as it was readable (docs/heleket.md, "Services").</summary>
/// <param name="Services">The pairs, in Heleket's order.</param>
/// <param name="LeftOut">
/// A description of each entry that names no pair of network and currency: its position, counted from 1, and what it
/// contains instead.
/// </param>
/// <param name="OddMembers">
/// A description of each availability, limit or fee of <paramref name="Services"/> that was present but unreadable; it
/// counts as absent.
/// </param>
public sealed record HeleketServices(IReadOnlyList<HeleketService> Services, IReadOnlyList<string> LeftOut, IReadOnlyList<string> OddMembers);

/// <summary>
/// A pair of network and coin that payouts can be made on (docs/heleket.md, "Services"). Members that Heleket omits are
/// <see langword="null"/>.
/// </summary>
/// <param name="Network">Network code.</param>
/// <param name="Currency">Coin code.</param>
/// <param name="IsAvailable">Whether payouts are accepted now; also true when Heleket omits it.</param>
/// <param name="MinAmount">The minimum amount, in the coin; never negative.</param>
/// <param name="MaxAmount">
/// The maximum amount, in the coin. A maximum of 0, or one below the minimum, counts as none.
/// </param>
/// <param name="FeeAmount">The fixed part of the fee, in the coin; never negative.</param>
/// <param name="Percent">The variable part of the fee, in percent of the amount; never negative.</param>
public sealed record HeleketService(
    string Network, string Currency, bool IsAvailable, decimal? MinAmount, decimal? MaxAmount, decimal? FeeAmount, decimal? Percent);

/// <summary>What a payout would cost, in its coin (docs/heleket.md, "Fee preview").</summary>
/// <param name="Commission">Heleket's fee.</param>
/// <param name="MerchantAmount">The amount that would be debited from the merchant's balance.</param>
/// <param name="PayoutAmount">The amount that would reach the address.</param>
public sealed record FeePreview(decimal? Commission, decimal? MerchantAmount, decimal? PayoutAmount);

/// <summary>The wallets of the account (docs/heleket.md, "Balance").</summary>
/// <param name="Merchant">Business wallets, which fund payouts.</param>
/// <param name="User">Personal wallets.</param>
public sealed record HeleketBalance(IReadOnlyList<WalletBalance> Merchant, IReadOnlyList<WalletBalance> User);

/// <summary>One wallet.</summary>
/// <param name="Uuid">Heleket's id of the wallet.</param>
/// <param name="Balance">The balance, in the coin.</param>
/// <param name="Currency">Coin code.</param>
public sealed record WalletBalance(string Uuid, decimal Balance, string Currency);

/// <summary>
/// A completed transfer (docs/heleket.md, "Transfers"). Members that Heleket omits are <see langword="null"/>.
/// </summary>
/// <param name="UserTransactionUuid">The transaction of the personal wallet.</param>
/// <param name="UserBalance">The personal wallet's balance after the transfer.</param>
/// <param name="MerchantTransactionUuid">The transaction of the business wallet.</param>
/// <param name="MerchantBalance">The business wallet's balance after the transfer.</param>
public sealed record TransferResult(string? UserTransactionUuid, decimal? UserBalance, string? MerchantTransactionUuid, decimal? MerchantBalance)
{
    /// <summary>
    /// Wire names of the members that were present but unreadable, and are therefore <see langword="null"/> here.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>A request for a test webhook, which belongs to no real event (docs/heleket.md, "Test webhook").</summary>
public sealed record TestWebhookRequest
{
    /// <summary>The URL that receives the webhook, 6 to 150 characters.</summary>
    public required Uri UrlCallback { get; init; }

    /// <summary>Coin code.</summary>
    public required string Currency { get; init; }

    /// <summary>Network code.</summary>
    public required string Network { get; init; }

    /// <summary>The status to send: <c>process check paid fail cancel system_fail</c>.</summary>
    public string Status { get; init; } = "paid";

    /// <summary>The uuid of an existing payout; takes precedence over <see cref="OrderId"/>.</summary>
    public string? Uuid { get; init; }

    /// <summary>1 to 32 of <c>A-Z a-z 0-9 _ -</c>; random when neither id is given.</summary>
    public string? OrderId { get; init; }
}
