using Orleans.Storage;

namespace Payouts.Grains.Documents;

/// <summary>
/// A document that stands in a list of its kind. Both become top-level members of the document, <c>list</c> and
/// <c>sort</c>.
/// </summary>
public interface IListed
{
    /// <summary>The list, at most <see cref="MostBytes"/> in UTF-8.</summary>
    string List { get; }

    /// <summary>Its place in the list, compared byte by byte, at most <see cref="MostBytes"/> in UTF-8.</summary>
    string Sort { get; }

    /// <summary>The most bytes of each.</summary>
    const int MostBytes = 256;
}

/// <summary>
/// Reads lists of documents from their own table, with one implementation per database. Read-only: what is stored at
/// that moment, which may be newer than what a grain has in memory.
/// </summary>
public abstract class DocumentLists
{
    /// <summary>The most documents of a page.</summary>
    public const int MostOfAPage = 1000;

    /// <summary>
    /// Reads one page, in the order of <see cref="IListed.Sort"/>, then key, both byte by byte. Documents that come or
    /// go meanwhile do not move the others: the next page begins behind the last document of this one.
    /// </summary>
    /// <param name="kind">The kind of the documents.</param>
    /// <param name="list">The list.</param>
    /// <param name="after">The last document of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="descending">Whether the order is reversed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    public abstract Task<DocumentPage> PageAsync(
        string kind, string list, DocumentPosition? after, int limit, bool descending, CancellationToken cancellationToken = default);

    /// <summary>Reads documents of a kind in the order of their keys, byte by byte, whatever list they are in.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="from">The first key that is asked for, whether there is such a document or not.</param>
    /// <param name="skip">How many from there on are not asked for.</param>
    /// <param name="limit">1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    public abstract Task<IReadOnlyList<ListedDocument>> OfKindAsync(string kind, string from, int skip, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A place in a list.</summary>
/// <param name="Sort">As in the document.</param>
/// <param name="Key">The document's key.</param>
public sealed record DocumentPosition(string Sort, string Key);

/// <summary>One page of a list.</summary>
/// <param name="Documents">In order.</param>
/// <param name="HasMore">Whether others followed when it was read.</param>
public sealed record DocumentPage(IReadOnlyList<ListedDocument> Documents, bool HasMore);

/// <summary>A document of a page.</summary>
/// <param name="position">Its place.</param>
/// <param name="version">How often it was written.</param>
/// <param name="json">The document.</param>
/// <param name="serializer">Reads it.</param>
public sealed class ListedDocument(DocumentPosition position, int version, BinaryData json, IGrainStorageSerializer serializer)
{
    /// <summary>Its place in the list: where the next page begins if this is the last document of its page.</summary>
    public DocumentPosition Position => position;

    /// <summary>How often it was written.</summary>
    public int Version => version;

    /// <summary>The document as it is stored.</summary>
    public ReadOnlyMemory<byte> Json => json.ToMemory();

    /// <summary>The state.</summary>
    /// <typeparam name="T">The record of its kind.</typeparam>
    /// <exception cref="InvalidDataException">A newer release wrote it, or it cannot be read.</exception>
    public T Read<T>() => serializer.Deserialize<T>(json) ?? throw new InvalidDataException("The document is null.");
}
