using System.Collections.Immutable;
using System.Globalization;
using Payouts.Addresses;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Grains.AddressBook;

/// <summary>
/// The document <c>addresses</c>. An entry has some 600 bytes, so a full book some 3 MB; 5,000 entries whose texts are all
/// as long as they may be, in characters that JSON escapes, have 30 MB, and still fit.
/// </summary>
/// <param name="Entries">In the order in which they were first added.</param>
/// <param name="Unlogged">What the audit may not have logged yet (<see cref="AuditOutbox"/>).</param>
/// <param name="Seal">Made by the storage (<see cref="ISealed{TSelf}"/>).</param>
[Document("addresses", format: 1, MostBytes = 40 * 1024 * 1024)]
internal sealed record BookState(ImmutableArray<BookEntry> Entries, ImmutableArray<AuditDraft>? Unlogged = null, string? Seal = null) : IListed, ISealed<BookState>
{
    /// <summary>The list of all books, in the order of their last changes.</summary>
    public const string All = "books";

    /// <summary>What there is before anything is written.</summary>
    public static BookState Empty { get; } = new([]);

    /// <inheritdoc/>
    public BookState WithSeal(string? seal) => this with { Seal = seal };

    /// <inheritdoc/>
    public string List => All;

    /// <inheritdoc/>
    public string Sort => Unlogged is [.., var last] ? SortOf(last.At) : "";

    /// <summary>The place of a book that was changed then.</summary>
    public static string SortOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture);
}

/// <summary>A book as it is in memory: found by id and by what looks alike, without a walk over its entries.</summary>
/// <param name="clientId">Whose it is.</param>
/// <param name="state">What is stored.</param>
internal sealed class Book(string clientId, BookState state)
{
    private readonly Dictionary<string, BookEntry> _byId = state.Entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);

    private readonly ILookup<string, (string Shape, BookEntry Entry)> _known = state.Entries
        .Where(entry => entry.Revoked is null)
        .Select(entry => (Shape: AddressShape.Of(entry.Network, entry.Address), Entry: entry))
        .ToLookup(known => AddressShape.EndsOf(known.Shape), StringComparer.Ordinal);

    /// <summary>Whose it is.</summary>
    public string ClientId => clientId;

    /// <summary>What is stored.</summary>
    public BookState State => state;

    /// <summary>The entry with that id.</summary>
    public BookEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The entries that are not revoked, look like an address and are another account's, the oldest first.</summary>
    /// <param name="shape">Of the address.</param>
    public IEnumerable<BookEntry> Alike(string shape) =>
        _known[AddressShape.EndsOf(shape)].Where(known => AddressShape.AreAlike(known.Shape, shape)).Select(known => known.Entry);
}
