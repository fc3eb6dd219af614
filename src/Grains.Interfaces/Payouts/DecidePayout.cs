using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>A decision on a payout that waits for people.</summary>
/// <param name="Versions">The versions that the caller has seen (<c>If-Match</c>); default: any.</param>
/// <param name="Decision">What is decided.</param>
/// <param name="By">Who decides.</param>
/// <param name="Role">The role in which; <see langword="null"/>: the first open group that takes the person.</param>
/// <param name="Reason">1 to 500 characters; required for a rejection.</param>
[GenerateSerializer, Immutable, Alias("payouts.DecidePayout")]
public sealed record DecidePayout(
    [property: Id(0)] ImmutableArray<long> Versions,
    [property: Id(1)] ApprovalWord Decision,
    [property: Id(2)] Decider By,
    [property: Id(3)] string? Role = null,
    [property: Id(4)] string? Reason = null);

/// <summary>A person as the gateway knows it.</summary>
/// <param name="Person">The verified e-mail, or the configured name of the key's owner.</param>
/// <param name="Via">How the person is known: <c>oidc</c>, <c>key</c> or <c>development</c>.</param>
/// <param name="Roles">The person's roles.</param>
/// <param name="MayApprove">Whether the scope <c>payouts:approve</c> is there.</param>
/// <param name="MayOperate">Whether the scope <c>payouts:operate</c> is there: it lets go what a rule holds.</param>
/// <param name="Key">The key that was used, if one was.</param>
[GenerateSerializer, Immutable, Alias("payouts.Decider")]
public sealed record Decider(
    [property: Id(0)] string Person,
    [property: Id(1)] string Via,
    [property: Id(2)] ImmutableArray<string> Roles,
    [property: Id(3)] bool MayApprove,
    [property: Id(4)] bool MayOperate,
    [property: Id(5)] string? Key = null);

/// <summary>What became of a decision.</summary>
[GenerateSerializer, Alias("payouts.DecideVerdict")]
public enum DecideVerdict
{
    /// <summary>It counts, by this call or an earlier one.</summary>
    Done,

    /// <summary>No such payout.</summary>
    NotFound,

    /// <summary>The payout does not wait for people.</summary>
    NotAwaiting,

    /// <summary>The version differs from the one the caller saw.</summary>
    VersionMismatch,

    /// <summary>Whoever made it does not decide on it.</summary>
    SelfApproval,

    /// <summary>No open group takes this person.</summary>
    RoleRequired,

    /// <summary>The caller may not decide on what waits for this.</summary>
    Forbidden,
}

/// <summary>The answer to a decision.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Payout"><see langword="null"/> exactly when there is no such payout.</param>
/// <param name="Role">The role that an open group asks for, exactly when one is required.</param>
[GenerateSerializer, Immutable, Alias("payouts.DecideResult")]
public sealed record DecideResult(
    [property: Id(0)] DecideVerdict Verdict,
    [property: Id(1)] Payout? Payout,
    [property: Id(2)] string? Role = null);
