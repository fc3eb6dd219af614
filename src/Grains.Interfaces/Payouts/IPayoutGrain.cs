using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>One payout, by its id. Every call interleaves with an outgoing call to Heleket; the grain orders its writes itself.</summary>
[GrainInterfaceType("Payouts.IPayoutGrain")]
[Alias("payouts.IPayoutGrain")]
public interface IPayoutGrain : IGrainWithStringKey
{
    /// <summary>Creates the payout, or says what the id already stands for. Returns after the payout is durable; never waits for Heleket.</summary>
    [AlwaysInterleave, Alias("Create")]
    Task<CreatePayoutResult> Create(CreatePayout command);

    /// <summary>The payout as it is now, or <see langword="null"/>.</summary>
    [AlwaysInterleave, Alias("GetPayout")]
    Task<Payout?> GetPayout();

    /// <summary>Cancels it if nothing can have been sent. Repeating a cancel answers the same.</summary>
    /// <param name="expectedVersion">Cancel only this version (<c>If-Match</c>); <see langword="null"/> for any.</param>
    [AlwaysInterleave, Alias("Cancel")]
    Task<CancelPayoutResult> Cancel(long? expectedVersion);
}

/// <summary>A request under its key.</summary>
/// <param name="IdempotencyKey">The header's value or the derived key.</param>
/// <param name="Request">Validated and normalised.</param>
/// <param name="RequestedAt">When the gateway received it.</param>
[GenerateSerializer, Immutable, Alias("payouts.CreatePayout")]
public sealed record CreatePayout(
    [property: Id(0)] string IdempotencyKey,
    [property: Id(1)] PayoutRequest Request,
    [property: Id(2)] DateTimeOffset RequestedAt);

/// <summary>What became of a create.</summary>
/// <param name="Payout">The payout as it is now; of another request when <paramref name="Differs"/> is not empty: then show none of it.</param>
/// <param name="Created">This call made it.</param>
/// <param name="Differs">The wire names of the fields in which the stored request differs from this one.</param>
[GenerateSerializer, Immutable, Alias("payouts.CreatePayoutResult")]
public sealed record CreatePayoutResult(
    [property: Id(0)] Payout Payout,
    [property: Id(1)] bool Created,
    [property: Id(2)] ImmutableArray<string> Differs);

/// <summary>What became of a cancel.</summary>
[GenerateSerializer, Alias("payouts.CancelVerdict")]
public enum CancelVerdict
{
    /// <summary>It is cancelled, now or before.</summary>
    Cancelled,

    /// <summary>No such payout.</summary>
    NotFound,

    /// <summary>Something may have been sent, or it is final.</summary>
    NotCancellable,

    /// <summary>It is at another version than the caller saw.</summary>
    VersionMismatch,
}

/// <summary>What became of a cancel, with the payout as it is now.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Payout"><see langword="null"/> exactly when there is none.</param>
[GenerateSerializer, Immutable, Alias("payouts.CancelPayoutResult")]
public sealed record CancelPayoutResult(
    [property: Id(0)] CancelVerdict Verdict,
    [property: Id(1)] Payout? Payout);
