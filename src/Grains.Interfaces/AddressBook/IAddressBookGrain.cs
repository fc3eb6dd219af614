using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces.AddressBook;

/// <summary>
/// The address book of one client; the key is the client's id. Every change may be repeated: what was done already is
/// answered as done. Whatever is answered was what the database held at most five seconds before.
/// </summary>
[GrainInterfaceType("Payouts.IAddressBookGrain")]
[Alias("payouts.IAddressBookGrain")]
public interface IAddressBookGrain : IGrainWithStringKey
{
    /// <summary>The most entries of a book, revoked ones included.</summary>
    const int MostEntries = 5000;

    /// <summary>The longest cooling-off.</summary>
    static readonly TimeSpan MostCoolingOff = TimeSpan.FromDays(7);

    /// <summary>
    /// Adds an address, or one that was revoked once more. It is active after the cooling-off of the policy in force.
    /// </summary>
    /// <exception cref="OrleansException">The policy in force is not known now, or the book cannot be read.</exception>
    [Alias("Add")]
    Task<BookAnswer> Add(AddAddress command);

    /// <summary>Makes an entry active before its time.</summary>
    [Alias("Activate")]
    Task<BookAnswer> Activate(ActivateAddress command);

    /// <summary>Ends an entry at once. It may be added again.</summary>
    [Alias("Revoke")]
    Task<BookAnswer> Revoke(RevokeAddress command);

    /// <summary>Returns an entry.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<BookAnswer> Find(string id);

    /// <summary>Lists entries, the newest first.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<BookPage> List(BookQuery query);

    /// <summary>What the book says of an address to which a payout would go.</summary>
    /// <param name="id">Of the receiver.</param>
    /// <param name="shape">Of the address.</param>
    /// <param name="asset">What would be paid, in upper case.</param>
    /// <exception cref="OrleansException">The book cannot be read: nobody knows.</exception>
    [AlwaysInterleave, Alias("Standing")]
    Task<AddressStanding> Standing(string id, string shape, string asset);
}

/// <summary>An address to add.</summary>
/// <param name="Network">The network's code in upper case.</param>
/// <param name="Address">Valid on the network.</param>
/// <param name="Label">1 to 80 characters.</param>
/// <param name="By">Who adds it.</param>
/// <param name="Makers">The persons who count as having added it, and so may not activate it.</param>
/// <param name="Asset">The only asset that it is meant for, in upper case; <see langword="null"/>: any.</param>
/// <param name="Memo">Belongs to the address.</param>
/// <param name="AcknowledgeSimilar">Whether it is added although it looks like another.</param>
[GenerateSerializer, Immutable, Alias("payouts.AddAddress")]
public sealed record AddAddress(
    [property: Id(0)] string Network,
    [property: Id(1)] string Address,
    [property: Id(2)] string Label,
    [property: Id(3)] Caller By,
    [property: Id(4)] ImmutableArray<string> Makers,
    [property: Id(5)] string? Asset = null,
    [property: Id(6)] string? Memo = null,
    [property: Id(7)] bool AcknowledgeSimilar = false);

/// <summary>An entry to make active.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Person">Who does it.</param>
/// <param name="Versions">The versions of the entry that the caller means; default: any.</param>
[GenerateSerializer, Immutable, Alias("payouts.ActivateAddress")]
public sealed record ActivateAddress(
    [property: Id(0)] string Id,
    [property: Id(1)] string Person,
    [property: Id(2)] ImmutableArray<long> Versions = default);

/// <summary>The end of an entry.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Reason">1 to 200 characters.</param>
/// <param name="By">Who ends it.</param>
[GenerateSerializer, Immutable, Alias("payouts.RevokeAddress")]
public sealed record RevokeAddress(
    [property: Id(0)] string Id,
    [property: Id(1)] string Reason,
    [property: Id(2)] Caller By);

/// <summary>What became of a change.</summary>
[GenerateSerializer, Alias("payouts.BookVerdict")]
public enum BookVerdict
{
    /// <summary>It is done, by this call or an earlier one.</summary>
    Done,

    /// <summary>The address was added by this call.</summary>
    Added,

    /// <summary>There is no such entry.</summary>
    NotFound,

    /// <summary>It looks like others, and nobody has said that it is meant all the same.</summary>
    Similar,

    /// <summary>It is there for another asset.</summary>
    OtherAsset,

    /// <summary>There are as many entries as there may be.</summary>
    Full,

    /// <summary>Who would activate it has added it.</summary>
    SelfApproval,

    /// <summary>It is revoked.</summary>
    Revoked,

    /// <summary>The entry is at another version.</summary>
    VersionMismatch,
}

/// <summary>The answer about one entry.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="At">When, by the clock that decides what an entry is.</param>
/// <param name="Entry">As it is now; <see langword="null"/> if it is about none.</param>
/// <param name="SimilarTo">For <see cref="BookVerdict.Similar"/>: what it looks like, the oldest first, at most ten.</param>
[GenerateSerializer, Immutable, Alias("payouts.BookAnswer")]
public sealed record BookAnswer(
    [property: Id(0)] BookVerdict Verdict,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] BookEntry? Entry = null,
    [property: Id(3)] ImmutableArray<BookEntry> SimilarTo = default);

/// <summary>What to list.</summary>
/// <param name="Limit">The most entries, from 1.</param>
/// <param name="Status">Of this status only.</param>
/// <param name="Network">On this network only, in upper case.</param>
/// <param name="After">Where the page before ended.</param>
[GenerateSerializer, Immutable, Alias("payouts.BookQuery")]
public sealed record BookQuery(
    [property: Id(0)] int Limit,
    [property: Id(1)] AddressStatus? Status = null,
    [property: Id(2)] string? Network = null,
    [property: Id(3)] BookPosition? After = null);

/// <summary>A place in the list.</summary>
/// <param name="At">When the entry there was added.</param>
/// <param name="Id">Its id.</param>
[GenerateSerializer, Immutable, Alias("payouts.BookPosition")]
public sealed record BookPosition([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Id);

/// <summary>One page of a list.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="HasMore">Whether others follow.</param>
/// <param name="At">When it was read, by the clock that decides what an entry is.</param>
[GenerateSerializer, Immutable, Alias("payouts.BookPage")]
public sealed record BookPage(
    [property: Id(0)] ImmutableArray<BookEntry> Entries,
    [property: Id(1)] bool HasMore,
    [property: Id(2)] DateTimeOffset At);
