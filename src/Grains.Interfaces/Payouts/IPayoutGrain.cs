using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// One payout, by id. Every call interleaves with outgoing calls to Heleket; the grain orders its writes itself.
/// </summary>
[GrainInterfaceType("Payouts.IPayoutGrain")]
[Alias("payouts.IPayoutGrain")]
public interface IPayoutGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates the payout, or returns the one already stored under the id. Returns once the payout is durable; never
    /// waits for Heleket.
    /// </summary>
    [AlwaysInterleave, Alias("Create")]
    Task<CreatePayoutResult> Create(CreatePayout command);

    /// <summary>Returns the current payout, or <see langword="null"/> if there is none.</summary>
    [AlwaysInterleave, Alias("GetPayout")]
    Task<Payout?> GetPayout();

    /// <summary>
    /// Returns what <see cref="Create"/> would return for this command if the payout exists, and <see langword="null"/> if
    /// there is none. Changes nothing.
    /// </summary>
    [AlwaysInterleave, Alias("FindExisting")]
    Task<CreatePayoutResult?> FindExisting(CreatePayout command);

    /// <summary>Cancels the payout if nothing can have been sent. Repeating a cancel gives the same result.</summary>
    /// <param name="expectedVersion">
    /// Cancel only this version (<c>If-Match</c>); <see langword="null"/> for any.
    /// </param>
    /// <param name="by">Who asks; <see langword="null"/> from gateways of earlier releases.</param>
    [AlwaysInterleave, Alias("Cancel")]
    Task<CancelPayoutResult> Cancel(long? expectedVersion, Caller? by = null);

    /// <summary>
    /// Asks Heleket for the payout again, soon. Returns once the request is durable; never waits for Heleket.
    /// </summary>
    /// <param name="by">Who asks.</param>
    [AlwaysInterleave, Alias("LookUp")]
    Task<OperateResult> LookUp(Caller by);

    /// <summary>Notes who works on a payout that needs attention, instead of whoever did before.</summary>
    /// <param name="note">1 to 1,000 characters, or <see langword="null"/>.</param>
    /// <param name="by">Who works on it.</param>
    [AlwaysInterleave, Alias("ClaimAttention")]
    Task<OperateResult> ClaimAttention(string? note, Caller by);

    /// <summary>
    /// Approves or rejects a payout that waits for people. The same person's same decision is answered as done, whatever
    /// the payout is by then.
    /// </summary>
    [AlwaysInterleave, Alias("Decide")]
    Task<DecideResult> Decide(DecidePayout command);

    /// <summary>Ends the need for attention; the status stays.</summary>
    /// <param name="expectedVersion">
    /// Resolve only this version (<c>If-Match</c>); <see langword="null"/> for any.
    /// </param>
    /// <param name="note">What was found, 1 to 1,000 characters.</param>
    /// <param name="by">Who found it.</param>
    [AlwaysInterleave, Alias("ResolveAttention")]
    Task<OperateResult> ResolveAttention(long? expectedVersion, string note, Caller by);
}

/// <summary>A request with its idempotency key.</summary>
/// <param name="IdempotencyKey">The header's value, or the derived key.</param>
/// <param name="Request">Validated and normalised.</param>
/// <param name="RequestedAt">When the gateway received it.</param>
/// <param name="By">
/// Who asks; <see langword="null"/> from gateways of earlier releases. No part of the key, and not compared on a repeat.
/// </param>
/// <param name="Makers">Who was shown the secret of the key that asks, and so may not approve; default: nobody.</param>
[GenerateSerializer, Immutable, Alias("payouts.CreatePayout")]
public sealed record CreatePayout(
    [property: Id(0)] string IdempotencyKey,
    [property: Id(1)] PayoutRequest Request,
    [property: Id(2)] DateTimeOffset RequestedAt,
    [property: Id(3)] Caller? By = null,
    [property: Id(4)] ImmutableArray<string> Makers = default);

/// <summary>The result of a create.</summary>
/// <param name="Payout">
/// The current payout. If <paramref name="Differs"/> is not empty it belongs to another request: show none of it.
/// </param>
/// <param name="Created">Whether this call created it.</param>
/// <param name="Differs">The wire names of the fields that differ between the stored request and this one.</param>
/// <param name="Refusal">
/// Why it was not made; the payout is then one that nobody has. <see langword="null"/>: it was, by this call or before.
/// </param>
[GenerateSerializer, Immutable, Alias("payouts.CreatePayoutResult")]
public sealed record CreatePayoutResult(
    [property: Id(0)] Payout Payout,
    [property: Id(1)] bool Created,
    [property: Id(2)] ImmutableArray<string> Differs,
    [property: Id(3)] PayoutRefusal? Refusal = null);

/// <summary>Why nothing was made.</summary>
/// <param name="Kind">What refused it.</param>
/// <param name="Name">The rule or the limit; <see langword="null"/> for an address, and where no rule matched.</param>
/// <param name="Window">Of the limit.</param>
/// <param name="AvailableAt">When the limit would have room; <see langword="null"/>: never, or it is no limit.</param>
/// <param name="Standing">What the address is in the client's book.</param>
/// <param name="IsShared">Of a limit: it counts what other clients pay out, too.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutRefusal")]
public sealed record PayoutRefusal(
    [property: Id(0)] RefusalKind Kind,
    [property: Id(1)] string? Name = null,
    [property: Id(2)] TimeSpan? Window = null,
    [property: Id(3)] DateTimeOffset? AvailableAt = null,
    [property: Id(4)] string? Standing = null,
    [property: Id(5)] bool IsShared = false);

/// <summary>What refuses a payout.</summary>
[GenerateSerializer, Alias("payouts.RefusalKind")]
public enum RefusalKind
{
    /// <summary>A rule, or the policy's default.</summary>
    Policy,

    /// <summary>A limit.</summary>
    Limit,

    /// <summary>The client's address book.</summary>
    Address,
}

/// <summary>The outcome of a cancel.</summary>
[GenerateSerializer, Alias("payouts.CancelVerdict")]
public enum CancelVerdict
{
    /// <summary>It is cancelled, by this call or an earlier one.</summary>
    Cancelled,

    /// <summary>No such payout.</summary>
    NotFound,

    /// <summary>Something may have been sent, or it is final.</summary>
    NotCancellable,

    /// <summary>The version differs from the one the caller saw.</summary>
    VersionMismatch,
}

/// <summary>The result of a cancel, with the current payout.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Payout"><see langword="null"/> exactly when there is no such payout.</param>
[GenerateSerializer, Immutable, Alias("payouts.CancelPayoutResult")]
public sealed record CancelPayoutResult(
    [property: Id(0)] CancelVerdict Verdict,
    [property: Id(1)] Payout? Payout);

/// <summary>The outcome of what an operator does with a payout.</summary>
[GenerateSerializer, Alias("payouts.OperateVerdict")]
public enum OperateVerdict
{
    /// <summary>Done, and durable.</summary>
    Done,

    /// <summary>No such payout.</summary>
    NotFound,

    /// <summary>The payout is not in a state for it: see <see cref="PayoutStanding.Actions"/>.</summary>
    NotPossible,

    /// <summary>The version differs from the one the caller saw.</summary>
    VersionMismatch,

    /// <summary>The same was asked for a moment ago.</summary>
    TooSoon,
}

/// <summary>The result of what an operator does with a payout.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Payout"><see langword="null"/> exactly when there is no such payout.</param>
/// <param name="Wait">How long to wait, exactly when it was too soon.</param>
[GenerateSerializer, Immutable, Alias("payouts.OperateResult")]
public sealed record OperateResult(
    [property: Id(0)] OperateVerdict Verdict,
    [property: Id(1)] Payout? Payout,
    [property: Id(2)] TimeSpan? Wait = null);
