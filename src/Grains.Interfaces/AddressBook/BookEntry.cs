using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Interfaces.AddressBook;

/// <summary>What the book says of an address at one moment.</summary>
[GenerateSerializer, Alias("payouts.AddressStatus")]
public enum AddressStatus
{
    /// <summary>It is not in the book, or not for this asset.</summary>
    New,

    /// <summary>It was added, and is not yet active.</summary>
    Cooling,

    /// <summary>It may be paid to.</summary>
    Active,

    /// <summary>It was revoked, and was not added again.</summary>
    Revoked,
}

/// <summary>A receiver in a client's address book.</summary>
/// <param name="Id">Of client, network, account and memo.</param>
/// <param name="Network">The network's code in upper case.</param>
/// <param name="Address">As it was sent.</param>
/// <param name="Label">Its name for people, 1 to 80 characters.</param>
/// <param name="CreatedBy">Who added it, the last time that it was.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ActiveAt">From when it is active.</param>
/// <param name="Makers">The persons who count as having added it; none if nobody knows of any.</param>
/// <param name="SimilarTo">The ids of the look-alikes that were known and acknowledged when it was added.</param>
/// <param name="Asset">The only asset that it is meant for, in upper case; <see langword="null"/>: any on the network.</param>
/// <param name="Memo">Belongs to the address.</param>
/// <param name="Activated">Who made it active before its time, if anybody did.</param>
/// <param name="Revoked">How it came to its end; <see langword="null"/> if it did not.</param>
/// <param name="Version">1, and one more with each change. That it becomes active in time is none.</param>
[GenerateSerializer, Immutable, Alias("payouts.BookEntry")]
public sealed record BookEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] string Network,
    [property: Id(2)] string Address,
    [property: Id(3)] string Label,
    [property: Id(4)] Caller CreatedBy,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] DateTimeOffset ActiveAt,
    [property: Id(7)] ImmutableArray<string> Makers,
    [property: Id(8)] ImmutableArray<string> SimilarTo,
    [property: Id(9)] string? Asset = null,
    [property: Id(10)] string? Memo = null,
    [property: Id(11)] Activation? Activated = null,
    [property: Id(12)] Revocation? Revoked = null,
    [property: Id(13)] int Version = 1)
{
    /// <summary>What it is at that time: a comparison, and no timer.</summary>
    public AddressStatus StatusAt(DateTimeOffset time) =>
        Revoked is not null ? AddressStatus.Revoked
        : time < ActiveAt ? AddressStatus.Cooling
        : AddressStatus.Active;
}

/// <summary>That a second person made an entry active before its time.</summary>
/// <param name="At">When.</param>
/// <param name="Person">Who.</param>
[GenerateSerializer, Immutable, Alias("payouts.Activation")]
public sealed record Activation([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Person);

/// <summary>What a book says of an address to which a payout would go.</summary>
/// <param name="Status">What it is there.</param>
/// <param name="SimilarTo">
/// The ids of the entries, not revoked ones, that it looks like and is not; none for what is active, which a person has
/// let stand.
/// </param>
/// <param name="ActiveAt">If it is cooling, from when it is active.</param>
[GenerateSerializer, Immutable, Alias("payouts.AddressStanding")]
public sealed record AddressStanding(
    [property: Id(0)] AddressStatus Status,
    [property: Id(1)] ImmutableArray<string> SimilarTo,
    [property: Id(2)] DateTimeOffset? ActiveAt = null);
