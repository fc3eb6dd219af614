using System.Globalization;
using System.Reflection;
using Orleans.Storage;

namespace Payouts.Grains.Documents;

/// <summary>What all documents have in common (docs/architecture.md, "Documents").</summary>
public static class Document
{
    /// <summary>The name of the grain storage that keeps documents.</summary>
    public const string Storage = "documents";

    /// <summary>The most bytes that a document's key may have in UTF-8.</summary>
    public const int MostKeyBytes = 512;

    private const int MostKindCharacters = 40;

    /// <summary>Checks the kinds of all records in these assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two records have the same kind, or a kind is misspelt.</exception>
    public static void RequireDistinctKinds(params IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(DocumentAttribute), inherit: false));
        foreach (var kind in types.GroupBy(type => DocumentAttribute.Of(type).Kind, StringComparer.Ordinal))
        {
            if (kind.Count() > 1)
            {
                throw new InvalidOperationException($"The document kind '{kind.Key}' belongs to {string.Join(" and to ", kind)}: their documents would collide.");
            }

            if (kind.Key.Length is 0 or > MostKindCharacters || !kind.Key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_'))
            {
                throw new InvalidOperationException($"The document kind '{kind.Key}' of {kind.Single()} must be lower-case letters, digits, '-' and '_', at most {MostKindCharacters}.");
            }
        }
    }
}

/// <summary>
/// One document of a grain. Its state is immutable and changes only after the write of the next one has succeeded. A
/// write that failed may have happened all the same: the caller sees the error, the activation ends, and the next one
/// reads. For one writer at a time; a second activation loses by compare-and-set.
/// </summary>
/// <typeparam name="T">An immutable record with a <see cref="DocumentAttribute"/>.</typeparam>
/// <param name="owner">The grain that writes it.</param>
/// <param name="storage">The storage <see cref="Document.Storage"/>.</param>
/// <param name="key">
/// Its key among the documents of its kind, at most <see cref="Document.MostKeyBytes"/>; that of the grain if
/// <see langword="null"/>.
/// </param>
public sealed class Document<T>(IGrainBase owner, IGrainStorage storage, string? key = null)
    where T : class
{
    private static readonly string Kind = DocumentAttribute.Of(typeof(T)).Kind;

    private readonly GrainId _id = key is null ? owner.GrainContext.GrainId : GrainId.Create(owner.GrainContext.GrainId.Type, key);
    private GrainState<T>? _stored;
    private bool _isWriting;
    private bool _isBroken;

    /// <summary>What is stored as far as this activation knows; <see langword="null"/> if there is none.</summary>
    /// <exception cref="InvalidOperationException">It was neither read nor written yet.</exception>
    /// <exception cref="OrleansException">A write has failed, and the activation is about to end.</exception>
    public T? State
    {
        get
        {
            ThrowIfBroken();
            return (_stored ?? throw new InvalidOperationException($"A document of kind '{Kind}' is used before it was read.")).State;
        }
    }

    /// <summary>How often it was written; 0 if there is none, or if nothing is known of it yet.</summary>
    public int Version => _stored?.ETag is { } tag ? int.Parse(tag, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>Reads it. After an error what was known before is still known.</summary>
    /// <returns>The state, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="InvalidDataException">
    /// A newer release wrote it, or it is not what a document of this kind can be. It is never overwritten: any write
    /// conflicts.
    /// </exception>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    public async Task<T?> ReadAsync()
    {
        ThrowIfBroken();
        var (before, read) = (_stored, new GrainState<T>());
        await storage.ReadStateAsync(Kind, _id, read);

        // A write that has ended meanwhile knows better.
        if (ReferenceEquals(before, _stored))
        {
            _stored = read;
        }

        return State;
    }

    /// <summary>
    /// Writes the next state over the one that is known: the first version if there is none, or if nothing is known.
    /// Any error ends the activation.
    /// </summary>
    /// <exception cref="InconsistentStateException">Another writer came first; nothing was written.</exception>
    /// <exception cref="InvalidDataException">It is too large; nothing was written.</exception>
    /// <exception cref="OrleansException">The storage has failed; whether it was written is unknown.</exception>
    /// <exception cref="InvalidOperationException">Another write of this document has not ended yet; nothing was begun.</exception>
    public async Task WriteAsync(T next)
    {
        ThrowIfBroken();
        if (_isWriting)
        {
            throw new InvalidOperationException($"A document of kind '{Kind}' is written by two calls of one activation at once.");
        }

        _isWriting = true;
        var sealing = next is ISealed<T> made ? made.WithSeal((_stored?.State as ISealed<T>)?.Seal) : next;
        var written = new GrainState<T>(sealing, _stored?.ETag) { RecordExists = _stored?.RecordExists ?? false };
        try
        {
            await storage.WriteStateAsync(Kind, _id, written);
            _stored = written;
        }
        catch (Exception)
        {
            _isBroken = true;
            owner.DeactivateOnIdle();
            throw;
        }
        finally
        {
            _isWriting = false;
        }
    }

    private void ThrowIfBroken()
    {
        if (_isBroken)
        {
            throw new OrleansException($"A write of a document of kind '{Kind}' has failed: this activation no longer knows what is stored, and ends.");
        }
    }
}
