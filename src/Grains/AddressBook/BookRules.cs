using System.Collections.Immutable;
using Payouts.Addresses;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Grains.AddressBook;

/// <summary>What a change of a book comes to.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Next">What is to be written; <see langword="null"/> if nothing is.</param>
internal sealed record BookDecision(BookAnswer Answer, BookState? Next = null);

/// <summary>Which changes of an address book are allowed, and what it says (docs/http-api.md, "Addresses").</summary>
internal static class BookRules
{
    /// <summary>The most look-alikes that are told or kept.</summary>
    public const int MostSimilar = 10;

    /// <summary>Adds an address, unless it is there and not revoked.</summary>
    /// <param name="book">The book.</param>
    /// <param name="command">The address.</param>
    /// <param name="now">The time.</param>
    /// <param name="coolingOff">Until it is active; 0 to <see cref="IAddressBookGrain.MostCoolingOff"/>.</param>
    /// <exception cref="ArgumentException">The cooling-off is out of bounds.</exception>
    public static BookDecision Add(Book book, AddAddress command, DateTimeOffset now, TimeSpan coolingOff)
    {
        if (coolingOff < TimeSpan.Zero || coolingOff > IAddressBookGrain.MostCoolingOff)
        {
            throw new ArgumentException($"A cooling-off is from 0 to {IAddressBookGrain.MostCoolingOff}.", nameof(coolingOff));
        }

        var id = AddressId.Of(book.ClientId, command.Network, command.Address, command.Memo);
        var before = book.Find(id);
        if (before is { Revoked: null })
        {
            return new(new(before.Asset == command.Asset ? BookVerdict.Done : BookVerdict.OtherAsset, now, before));
        }

        ImmutableArray<BookEntry> similar = [.. book.Alike(AddressShape.Of(command.Network, command.Address)).Take(MostSimilar)];
        if (!similar.IsEmpty && !command.AcknowledgeSimilar)
        {
            return new(new(BookVerdict.Similar, now, SimilarTo: similar));
        }

        if (before is null && book.State.Entries.Length >= IAddressBookGrain.MostEntries)
        {
            return new(new(BookVerdict.Full, now));
        }

        var added = new BookEntry(
            id, command.Network, command.Address, command.Label, command.By, now, now + coolingOff,
            command.Makers, [.. similar.Select(entry => entry.Id)], command.Asset, command.Memo, Version: (before?.Version ?? 0) + 1);
        var entries = book.State.Entries;
        return new(
            new(BookVerdict.Added, now, added),
            new BookState(before is null ? entries.Add(added) : entries.Replace(before, added)));
    }

    /// <summary>Makes an entry active, unless it is; whoever added it may not.</summary>
    public static BookDecision Activate(Book book, ActivateAddress command, DateTimeOffset now) => book.Find(command.Id) switch
    {
        null => new(new(BookVerdict.NotFound, now)),
        { Revoked: not null } revoked => new(new(BookVerdict.Revoked, now, revoked)),
        var entry when entry.Makers.Any(maker => IsSame(maker, command.Person)) => new(new(BookVerdict.SelfApproval, now, entry)),

        // Before the version: the answer to the call that did it may have been lost.
        var entry when entry.StatusAt(now) == AddressStatus.Active => new(new(BookVerdict.Done, now, entry)),
        var entry when !command.Versions.IsDefault && !command.Versions.Contains(entry.Version) => new(new(BookVerdict.VersionMismatch, now, entry)),
        var entry => Changed(book, entry, entry with { ActiveAt = now, Activated = new(now, command.Person) }, now),
    };

    /// <summary>Ends an entry, unless it is ended.</summary>
    public static BookDecision Revoke(Book book, RevokeAddress command, DateTimeOffset now) => book.Find(command.Id) switch
    {
        null => new(new(BookVerdict.NotFound, now)),
        { Revoked: not null } revoked => new(new(BookVerdict.Done, now, revoked)),
        var entry => Changed(book, entry, entry with { Revoked = new(now, command.Reason, command.By.Person, command.By.Key) }, now),
    };

    /// <summary>What the book says of an address.</summary>
    /// <param name="book">The book.</param>
    /// <param name="id">Of the receiver.</param>
    /// <param name="shape">Of the address.</param>
    /// <param name="asset">What would be paid.</param>
    /// <param name="now">The time at which it counts.</param>
    public static AddressStanding Standing(Book book, string id, string shape, string asset, DateTimeOffset now)
    {
        var entry = book.Find(id);
        var status = entry is null || (entry.Asset ?? asset) != asset ? AddressStatus.New : entry.StatusAt(now);
        return status == AddressStatus.Active
            ? new(status, [])
            : new(status, [.. book.Alike(shape).Take(MostSimilar).Select(known => known.Id)], status == AddressStatus.Cooling ? entry!.ActiveAt : null);
    }

    /// <summary>Lists entries by when they were added, the newest first, then by id.</summary>
    public static BookPage List(Book book, BookQuery query, DateTimeOffset now)
    {
        var found = book.State.Entries
            .Where(entry => query.Status is null || entry.StatusAt(now) == query.Status)
            .Where(entry => query.Network is null || entry.Network == query.Network)
            .Where(entry => query.After is not { } after || IsAfter(entry, after))
            .OrderByDescending(entry => entry.CreatedAt)
            .ThenByDescending(entry => entry.Id, StringComparer.Ordinal)
            .Take(query.Limit + 1)
            .ToImmutableArray();
        return found.Length > query.Limit ? new(found[..query.Limit], HasMore: true, now) : new(found, HasMore: false, now);
    }

    private static bool IsAfter(BookEntry entry, BookPosition position) =>
        entry.CreatedAt < position.At || (entry.CreatedAt == position.At && string.CompareOrdinal(entry.Id, position.Id) < 0);

    private static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static BookDecision Changed(Book book, BookEntry before, BookEntry after, DateTimeOffset now)
    {
        var changed = after with { Version = before.Version + 1 };
        return new(new(BookVerdict.Done, now, changed), new BookState(book.State.Entries.Replace(before, changed)));
    }
}
