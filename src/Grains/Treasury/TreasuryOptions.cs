namespace Payouts.Grains.Treasury;

/// <summary>When a payout waits for money: the settings <c>Funds__*</c> (docs/operations.md, "Settings").</summary>
public sealed class TreasuryOptions
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    /// <summary>The time from one question for balances to the next. 00:00:30 by default, 10 s to 1 hour.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what does not fit may be passed by what does. 00:15:00 by default, 0 (strict order) to 31 days.</summary>
    public TimeSpan MayBePassedFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>By asset, upper-case.</summary>
    public IDictionary<string, AssetFunds> Assets { get; } = new Dictionary<string, AssetFunds>(StringComparer.Ordinal);

    /// <summary>What stays in the wallet of an asset; 0 for nothing.</summary>
    public decimal ReserveOf(string asset) => Assets.TryGetValue(asset, out var funds) ? funds.Reserve : 0;

    /// <summary>Returns one sentence per setting that is out of bounds, beginning with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        if (PollInterval < ShortestInterval || PollInterval > TimeSpan.FromHours(1))
        {
            yield return $"Funds__PollInterval must be between {ShortestInterval:c} and {TimeSpan.FromHours(1):c}; it is {PollInterval:c}.";
        }

        if (MayBePassedFor < TimeSpan.Zero || MayBePassedFor > TimeSpan.FromDays(31))
        {
            yield return $"Funds__MayBePassedFor must be between {TimeSpan.Zero:c} and {TimeSpan.FromDays(31):c}; it is {MayBePassedFor:c}.";
        }
    }
}

/// <summary>The settings <c>Funds__Assets__ASSET__*</c>.</summary>
/// <param name="Reserve">What stays in the wallet, in units of the asset.</param>
/// <param name="AlertBelow">Below this, what may be spent is low; <see langword="null"/>: never by itself.</param>
public sealed record AssetFunds(decimal Reserve = 0, decimal? AlertBelow = null);
