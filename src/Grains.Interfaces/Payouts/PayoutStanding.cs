using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// What follows from a payout's state for those who look at it (docs/lifecycle.md, "What comes next"). Changes only
/// together with the payout's version.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutStanding")]
public sealed record PayoutStanding
{
    /// <summary>When the current status and detail began.</summary>
    [Id(0)] public required DateTimeOffset Since { get; init; }

    /// <summary>What happens next by itself.</summary>
    [Id(1)] public required NextStep Next { get; init; }

    /// <summary>When; <see langword="null"/> where time alone does nothing.</summary>
    [Id(2)] public DateTimeOffset? NextAt { get; init; }

    /// <summary>The number of the next try, from 1; 0 exactly when nothing happens any more.</summary>
    [Id(3)] public required int Attempt { get; init; }

    /// <summary>Where the money is.</summary>
    [Id(4)] public required MoneyPlace Money { get; init; }

    /// <summary>What may be done with the payout now, whoever does it.</summary>
    [Id(5)] public ImmutableArray<PayoutAction> Actions { get; init; } = [];
}

/// <summary>What a payout does next by itself.</summary>
[GenerateSerializer, Alias("payouts.NextStep")]
public enum NextStep
{
    /// <summary>It is sent, for the first time or again.</summary>
    Send,

    /// <summary>Heleket is asked whether it has it.</summary>
    LookUp,

    /// <summary>Heleket is asked how far it is.</summary>
    Poll,

    /// <summary>Its time comes.</summary>
    WaitForTime,

    /// <summary>People decide.</summary>
    WaitForPeople,

    /// <summary>It is sent again; until there are funds at Heleket, in vain.</summary>
    WaitForFunds,

    /// <summary>The pause is lifted.</summary>
    WaitForPause,

    /// <summary>Nothing: it is final.</summary>
    Nothing,

    /// <summary>It is sent once its limits have room.</summary>
    WaitForLimit,
}

/// <summary>Where a payout's money is (docs/lifecycle.md, "Status and detail").</summary>
[GenerateSerializer, Alias("payouts.MoneyPlace")]
public enum MoneyPlace
{
    /// <summary>With us: nothing was sent, or it was definitely refused.</summary>
    Ours,

    /// <summary>Not known: with us, at Heleket or with the receiver.</summary>
    Unknown,

    /// <summary>At Heleket.</summary>
    Provider,

    /// <summary>With the receiver.</summary>
    Gone,

    /// <summary>With us again, for good.</summary>
    Back,
}

/// <summary>What may be done with a payout.</summary>
[GenerateSerializer, Alias("payouts.PayoutAction")]
public enum PayoutAction
{
    /// <summary><see cref="IPayoutGrain.Cancel"/>.</summary>
    Cancel,

    /// <summary><see cref="IPayoutGrain.LookUp"/>, at a pace of its own.</summary>
    LookUp,

    /// <summary><see cref="IPayoutGrain.ClaimAttention"/>.</summary>
    ClaimAttention,

    /// <summary><see cref="IPayoutGrain.ResolveAttention"/>.</summary>
    ResolveAttention,

    /// <summary><see cref="IPayoutGrain.Decide"/>, for those who did not make it.</summary>
    Approve,

    /// <summary>The same.</summary>
    Reject,
}
