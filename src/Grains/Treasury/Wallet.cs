using System.Collections.Immutable;

namespace Payouts.Grains.Treasury;

/// <summary>
/// What is known of the money of one asset, in memory: Heleket's answer is the only truth, and this saves calls and keeps
/// the reserve. Moments are timestamps of one stopwatch.
/// </summary>
internal sealed record Wallet
{
    /// <summary>Nothing is known.</summary>
    public static readonly Wallet Unknown = new();

    /// <summary>What Heleket last said there is, in units of the asset; <see langword="null"/>: it never did.</summary>
    public decimal? Available { get; init; }

    /// <summary>When the question left that <see cref="Available"/> answers.</summary>
    public long AsOf { get; init; }

    /// <summary>What was let go since and may not be taken off <see cref="Available"/> yet, by payout.</summary>
    public ImmutableDictionary<string, FundsClaim> Claims { get; init; } = ImmutableDictionary.Create<string, FundsClaim>(StringComparer.Ordinal);

    /// <summary>The sum of those <see cref="Claims"/> that <see cref="Available"/> may be without.</summary>
    public decimal Asked { get; init; }

    /// <summary>Whether payouts wait for money: new ones join the tail.</summary>
    public bool HasQueue { get; init; }

    /// <summary>Whether there was too little for the last that asked, and the queue was not found empty since.</summary>
    public bool IsShort { get; init; }

    /// <summary>Heleket refused one for want of money: nothing is released until it has said what there is.</summary>
    public bool IsHalted { get; init; }

    /// <summary>What may be spent above a reserve; negative when that was undercut; <see langword="null"/> if unknown.</summary>
    public decimal? Spendable(decimal reserve) => Available - reserve - Asked;

    /// <summary>The same, with one claim more, or a later one of the same payout instead.</summary>
    public Wallet With(string id, FundsClaim claim)
    {
        var rest = Without(id);
        return rest with { Claims = rest.Claims.Add(id, claim), Asked = rest.Asked + claim.Counted };
    }

    /// <summary>The same, without the claim of a payout.</summary>
    public Wallet Without(string id) => Claims.TryGetValue(id, out var claim) ? this with { Claims = Claims.Remove(id), Asked = Asked - claim.Counted } : this;
}

/// <summary>Money that a payout was let go with.</summary>
/// <param name="Cost">What leaves the wallet, in units of the asset.</param>
/// <param name="At">When it was let go.</param>
/// <param name="AnsweredAt">When Heleket had answered its create; <see langword="null"/>: not yet, or nobody knows.</param>
/// <param name="IsReleased">Whether it came out of the queue.</param>
/// <param name="IsTakenOff">Whether the figure that is known was said after its debit.</param>
internal readonly record struct FundsClaim(decimal Cost, long At, long? AnsweredAt = null, bool IsReleased = false, bool IsTakenOff = false)
{
    /// <summary>What the figure that is known may be without.</summary>
    public decimal Counted => IsTakenOff ? 0 : Cost;
}
