using System.Runtime.CompilerServices;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>The address books of clients. Every call is the same when it is sent twice, and is repeated as reads are.</summary>
public sealed class AddressBookClient
{
    private const int AddedNow = 201;

    private readonly Calls _calls;

    internal AddressBookClient(Calls calls) => _calls = calls;

    /// <summary>Adds an address, which is active after its cooling-off: scope <see cref="Scope.Create"/>.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="request">The address.</param>
    /// <param name="cancellationToken">Ends it; it may have been added.</param>
    /// <exception cref="ValidationFailedException">The request is not valid, or the book is full.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.AddressSimilar"/>: <see cref="Problem.SimilarTo"/> says to what.</exception>
    public async Task<Created<AddressEntry>> AddAsync(string clientId, AddressRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new Call("addresses_add", HttpMethod.Post, Book(clientId)) { Body = Calls.Body(request, PayoutsJson.Default.AddressRequest), CanBeRepeated = true };
        var added = await _calls.RunAsync(call, Of(clientId), null, cancellationToken).ConfigureAwait(false);
        return new(added.Value!, added.Status != AddedNow);
    }

    /// <summary>The entries of a book, the newest first, page by page as they are asked for: scope <see cref="Scope.Read"/>.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="filter">Which entries; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<AddressEntry> ListAsync(string clientId, AddressFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await PageAsync(clientId, filter, cursor, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Data)
            {
                yield return entry;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>One page of the entries of a book, the newest first: scope <see cref="Scope.Read"/>.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="filter">Which entries; <see langword="null"/>: all.</param>
    /// <param name="cursor">The <see cref="AddressPage.NextCursor"/> of the page before; <see langword="null"/>: from the beginning.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<AddressPage> PageAsync(string clientId, AddressFilter? filter = null, string? cursor = null, CancellationToken cancellationToken = default)
    {
        var path = new Query(Book(clientId)).With("status", filter?.Status?.Value).With("network", filter?.Network).With("limit", filter?.Limit).With("cursor", cursor);
        return _calls.GetAsync(new("addresses_list", HttpMethod.Get, path.ToString()) { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.AddressPage), cancellationToken);
    }

    /// <summary>An entry as it is now: scope <see cref="Scope.Read"/>.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none, or the key may not see it.</exception>
    public Task<AddressEntry> GetAsync(string clientId, string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("addresses_get", HttpMethod.Get, Entry(clientId, id)) { CanBeRepeated = true }, Of(clientId, id), cancellationToken);

    /// <summary>Makes an entry active before its time: scope <see cref="Scope.Approve"/>, a person, and none who added it.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The <see cref="AddressEntry.Version"/> that the caller saw.</param>
    /// <param name="cancellationToken">Ends it; it may be active.</param>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    /// <exception cref="ForbiddenException"><see cref="ProblemCode.SelfApproval"/> or <see cref="ProblemCode.PersonRequired"/>, for example.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.AddressNotAllowed"/>: it is revoked.</exception>
    public Task<AddressEntry> ActivateAsync(string clientId, string id, long expectedVersion, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("addresses_activate", HttpMethod.Post, $"{Entry(clientId, id)}/activate") { IfMatch = expectedVersion, CanBeRepeated = true }, Of(clientId, id), cancellationToken);

    /// <summary>Ends an entry at once: scope <see cref="Scope.Create"/>, <see cref="Scope.Approve"/> or <see cref="Scope.Operate"/>.</summary>
    /// <param name="clientId">Whose book it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why, 1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends it; it may be revoked.</param>
    /// <exception cref="NotFoundException">There is none, or the key may not see it.</exception>
    public Task<AddressEntry> RevokeAsync(string clientId, string id, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var body = Calls.Body(new ReasonBody(reason), PayoutsJson.Default.ReasonBody);
        return _calls.GetAsync(new("addresses_revoke", HttpMethod.Post, $"{Entry(clientId, id)}/revoke") { Body = body, CanBeRepeated = true }, Of(clientId, id), cancellationToken);
    }

    private static string Book(string clientId) => $"clients/{Query.Escape(clientId)}/addresses";

    private static string Entry(string clientId, string id) => $"{Book(clientId)}/{Query.Escape(id)}";

    private static Reading<AddressEntry> Of(string clientId, string? id = null) =>
        Reading.Of(PayoutsJson.Default.AddressEntry, entry => entry.ClientId == clientId && (id is null || entry.Id == id));
}
