namespace Heleket;

/// <summary>The services list as far as it could be read (docs/heleket.md, "Services").</summary>
/// <param name="Services">The pairs, in Heleket's order.</param>
/// <param name="LeftOut">Each entry that names no pair of network and currency, in words: its place, counted from 1, and what it says instead.</param>
/// <param name="OddMembers">Each availability, limit or fee of <paramref name="Services"/> that was there and could not be read, in words; it counts as absent.</param>
public sealed record HeleketServices(IReadOnlyList<HeleketService> Services, IReadOnlyList<string> LeftOut, IReadOnlyList<string> OddMembers);

/// <summary>
/// One pair of network and coin that payouts can be made on (docs/heleket.md, "Services"). What Heleket leaves out is
/// <see langword="null"/>.
/// </summary>
/// <param name="Network">Network code.</param>
/// <param name="Currency">Coin code.</param>
/// <param name="IsAvailable">Payouts are taken now; also when Heleket does not say it.</param>
/// <param name="MinAmount">Least amount, in the coin; never negative.</param>
/// <param name="MaxAmount">Greatest amount, in the coin. A maximum of 0, or one below the minimum, is none.</param>
/// <param name="FeeAmount">The fixed part of the fee, in the coin; never negative.</param>
/// <param name="Percent">The other part of the fee, in percent of the amount; never negative.</param>
public sealed record HeleketService(
    string Network, string Currency, bool IsAvailable, decimal? MinAmount, decimal? MaxAmount, decimal? FeeAmount, decimal? Percent);

/// <summary>What a payout would cost (docs/heleket.md, "Fee preview"), in its coin.</summary>
/// <param name="Commission">Heleket's fee.</param>
/// <param name="MerchantAmount">What would leave the merchant's balance.</param>
/// <param name="PayoutAmount">What would reach the address.</param>
public sealed record FeePreview(decimal? Commission, decimal? MerchantAmount, decimal? PayoutAmount);

/// <summary>The wallets of the account (docs/heleket.md, "Balance").</summary>
/// <param name="Merchant">Business wallets: payouts spend these.</param>
/// <param name="User">Personal wallets.</param>
public sealed record HeleketBalance(IReadOnlyList<WalletBalance> Merchant, IReadOnlyList<WalletBalance> User);

/// <summary>One wallet.</summary>
/// <param name="Uuid">Heleket's id of it.</param>
/// <param name="Balance">In the coin.</param>
/// <param name="Currency">Coin code.</param>
public sealed record WalletBalance(string Uuid, decimal Balance, string Currency);

/// <summary>A transfer that was made (docs/heleket.md, "Transfers"). What Heleket leaves out is <see langword="null"/>.</summary>
/// <param name="UserTransactionUuid">The personal wallet's side.</param>
/// <param name="UserBalance">What the personal wallet holds now.</param>
/// <param name="MerchantTransactionUuid">The business wallet's side.</param>
/// <param name="MerchantBalance">What the business wallet holds now.</param>
public sealed record TransferResult(string? UserTransactionUuid, decimal? UserBalance, string? MerchantTransactionUuid, decimal? MerchantBalance)
{
    /// <summary>Wire names of the members that were there, could not be read, and are <see langword="null"/> here therefore.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>Asks Heleket for a webhook about nothing (docs/heleket.md, "Test webhook").</summary>
public sealed record TestWebhookRequest
{
    /// <summary>Where it goes; 6 to 150 characters.</summary>
    public required Uri UrlCallback { get; init; }

    /// <summary>Coin code.</summary>
    public required string Currency { get; init; }

    /// <summary>Network code.</summary>
    public required string Network { get; init; }

    /// <summary><c>process check paid fail cancel system_fail</c>.</summary>
    public string Status { get; init; } = "paid";

    /// <summary>Of an existing payout; goes before <see cref="OrderId"/>.</summary>
    public string? Uuid { get; init; }

    /// <summary>1 to 32 of <c>A-Z a-z 0-9 _ -</c>; random when neither id is given.</summary>
    public string? OrderId { get; init; }
}
