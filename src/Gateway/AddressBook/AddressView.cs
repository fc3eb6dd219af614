using System.Collections.Immutable;
using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Gateway.AddressBook;

/// <summary>An entry as the API shows it.</summary>
/// <param name="ClientId">Whose it is.</param>
/// <param name="Entry">As it is stored.</param>
/// <param name="Status">What it is now.</param>
/// <param name="HasNames">Whether it is told who did what: not to a key that is bound to a client.</param>
internal sealed record AddressView(string ClientId, BookEntry Entry, AddressStatus Status, bool HasNames)
{
    public Caller? CreatedBy => HasNames ? Entry.CreatedBy : null;

    public string? ActivatedBy => HasNames ? Entry.Activated?.Person : null;

    public Caller? RevokedBy => HasNames && Entry.Revoked is { } revoked ? new(revoked.Person, revoked.Key) : null;

    /// <summary>What a caller is shown of an entry.</summary>
    /// <param name="clientId">Whose it is.</param>
    /// <param name="entry">As it is stored.</param>
    /// <param name="at">When it was read, by the clock that decides what it is.</param>
    /// <param name="caller">Who is shown it.</param>
    public static AddressView Of(string clientId, BookEntry entry, DateTimeOffset at, ClaimsPrincipal caller) =>
        new(clientId, entry, entry.StatusAt(at), caller.BoundClient() is null);
}

/// <summary>The body of a page.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">The cursor of the next page; <see langword="null"/> on the last.</param>
internal sealed record AddressPage(ImmutableArray<AddressView> Entries, string? Next);
