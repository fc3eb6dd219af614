using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// Who has to approve a payout, and who has: copied from the rule when the payout is made, so that a later policy does
/// not change it (docs/controls.md, "Approvals").
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutApproval")]
public sealed record PayoutApproval
{
    /// <summary>The rule that asks for it.</summary>
    [Id(0)] public required string Rule { get; init; }

    /// <summary>The version of the policy that has the rule.</summary>
    [Id(1)] public required int PolicyVersion { get; init; }

    /// <summary>All groups must be full: 1 to 5 of them, 5 persons in all.</summary>
    [Id(2)] public required ImmutableArray<NeededApproval> Needed { get; init; }

    /// <summary>
    /// A rule held it back: one who operates lets it go, and it does not expire.
    /// </summary>
    [Id(3)] public bool IsHeld { get; init; }

    /// <summary>When it is cancelled unless it was approved; <see langword="null"/> for one that is held.</summary>
    [Id(4)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who may not approve: everyone who made it, or could have.</summary>
    [Id(5)] public ImmutableArray<string> Makers { get; init; } = [];

    /// <summary>What people have decided, oldest first.</summary>
    [Id(6)] public ImmutableArray<ApprovalDecision> Decisions { get; init; } = [];

    /// <summary>The limits that it may go over once it is approved; <see langword="null"/> where a rule asked.</summary>
    [Id(8)] public ImmutableArray<string>? OverLimits { get; init; }

    /// <summary>How it ended; <see langword="null"/> while it waits, and when the payout was cancelled instead.</summary>
    [Id(7)] public ApprovalOutcome? Outcome { get; init; }
}

/// <summary>A group of approvals.</summary>
/// <param name="Role">What each of them has to be; <see langword="null"/>: anybody who may approve.</param>
/// <param name="Count">How many, 1 to 5.</param>
[GenerateSerializer, Immutable, Alias("payouts.NeededApproval")]
public sealed record NeededApproval([property: Id(0)] string? Role = null, [property: Id(1)] int Count = 1);

/// <summary>One person's decision. It counts as it was when it was given, whatever the person may do later.</summary>
/// <param name="By">The person.</param>
/// <param name="Via">How the person was known: <c>oidc</c>, <c>key</c> or <c>development</c>.</param>
/// <param name="At">When.</param>
/// <param name="Version">The version of the payout that the person saw.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Role">The group that it fills; <see langword="null"/>: that of anybody.</param>
/// <param name="Reason">Why, or a note.</param>
[GenerateSerializer, Immutable, Alias("payouts.ApprovalDecision")]
public sealed record ApprovalDecision(
    [property: Id(0)] string By,
    [property: Id(1)] string Via,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] long Version,
    [property: Id(4)] ApprovalWord Decision,
    [property: Id(5)] string? Role = null,
    [property: Id(6)] string? Reason = null);

/// <summary>What a person may decide.</summary>
[GenerateSerializer, Alias("payouts.ApprovalWord")]
public enum ApprovalWord
{
    /// <summary>The payout may be sent, as far as this person is concerned.</summary>
    Approved,

    /// <summary>It is never sent.</summary>
    Rejected,
}

/// <summary>How an approval ended.</summary>
[GenerateSerializer, Alias("payouts.ApprovalOutcome")]
public enum ApprovalOutcome
{
    /// <summary>All groups were full.</summary>
    Approved,

    /// <summary>Somebody rejected it.</summary>
    Rejected,

    /// <summary>Its time was over.</summary>
    Expired,
}
