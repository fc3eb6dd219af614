using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Limits;

/// <summary>A number of payouts and a sum of their amounts.</summary>
/// <param name="Count"><see langword="null"/>: any number.</param>
/// <param name="Amount"><see langword="null"/>: any, or of several assets.</param>
internal sealed record LimitMeasure(long? Count, Sum? Amount)
{
    /// <summary>What counts now.</summary>
    public static LimitMeasure Used(LimitRule rule, LimitUsage usage) => new(usage.Count, rule.HasOneAsset ? usage.Amount : null);

    /// <summary>The most.</summary>
    public static LimitMeasure Most(LimitRule rule) => new(rule.MaxCount, rule.MaxAmount is { } most ? Sum.FromDecimal(most) : null);

    /// <summary>What is left; nothing where people have let payouts go over the limit.</summary>
    public static LimitMeasure Room(LimitRule rule, LimitUsage usage) => new(
        rule.MaxCount is { } count ? Math.Max(0, count - usage.Count) : null,
        rule.MaxAmount is { } most ? new Sum(Int128.Max(0, Sum.FromDecimal(most).Units - usage.Amount.Units)) : null);
}

/// <summary>How much of a limit is used.</summary>
/// <param name="Rule">The limit.</param>
/// <param name="ClientId">Of which client; <see langword="null"/>: it does not count by client.</param>
/// <param name="Asset">Of which asset.</param>
/// <param name="Network">On which network.</param>
/// <param name="Key">Made by which key.</param>
/// <param name="Usage">What counts.</param>
internal sealed record LimitUsageView(LimitRule Rule, string? ClientId, string? Asset, string? Network, string? Key, LimitUsage Usage);

/// <summary>What a limit would say to a payout.</summary>
/// <param name="Rule">The limit.</param>
/// <param name="Key">Of its count.</param>
/// <param name="Usage">What counts now.</param>
/// <param name="Answer">What it would answer.</param>
internal sealed record LimitCheckView(LimitRule Rule, string Key, LimitUsage Usage, LimitAnswer Answer);
