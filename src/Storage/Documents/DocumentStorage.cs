using System.Globalization;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Documents;

/// <summary>
/// Orleans' ADO.NET grain storage over the table of documents, with what it lacks for ours: every key is stored as the
/// text that it is, errors are an <see cref="OrleansException"/> as callers of grains know it, what cannot be written or
/// read names its document, nothing is ever cleared, and an <see cref="ISealed{TSelf}"/> is sealed.
/// </summary>
/// <param name="table">Orleans' storage; takes part in the silo's life itself.</param>
/// <param name="keys">The keys that seal; asked for when the first document is sealed.</param>
public sealed class DocumentStorage(IGrainStorage table, Func<AuditKeys> keys) : IGrainStorage
{
    private static readonly DocumentSerializer Serializer = new();

    /// <summary>
    /// Reads a document; if there is none the state is <see langword="null"/> and <c>RecordExists</c> false. Throws
    /// <see cref="InvalidDataException"/> when this release cannot read it.
    /// </summary>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var read = new GrainState<T>();
        await RunAsync(stateName, grainId, id => table.ReadStateAsync(stateName, id, read));
        grainState.State = !read.RecordExists ? default!
            : read.State is ISealed<T> { Seal: { } seal } stored && !IsIntact(stateName, grainId, read.ETag, stored, seal) ? stored.WithSeal(DocumentSeals.Altered)
            : read.State;
        grainState.ETag = read.ETag;
        grainState.RecordExists = read.RecordExists;
    }

    /// <summary>
    /// Inserts when there is no ETag, otherwise replaces the version that the ETag names. Throws
    /// <see cref="InconsistentStateException"/> when another version is stored, and <see cref="InvalidDataException"/>
    /// when the document is too large; nothing was written then. After any other <see cref="OrleansException"/> the
    /// outcome is unknown. The seal in the state is that of the version before.
    /// </summary>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => RunAsync(stateName, grainId, id =>
    {
        if (grainState.State is ISealed<T> { Seal: not DocumentSeals.Altered } next)
        {
            var version = grainState.ETag is { } tag ? VersionOf(tag) + 1 : 1;
            grainState.State = next.WithSeal(DocumentSeals.Next(keys().Current, stateName, $"{grainId.Key}", version, Unsealed(next), next.Seal));
        }

        return table.WriteStateAsync(stateName, id, grainState);
    });

    /// <summary>Always throws <see cref="NotSupportedException"/>.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("A document is never cleared: what has come to an end is written as a state that has.");

    private bool IsIntact<T>(string kind, GrainId id, string? tag, ISealed<T> stored, string seal) =>
        tag is not null && DocumentSeals.IsIntact(keys(), kind, $"{id.Key}", VersionOf(tag), Unsealed(stored), seal);

    private static ReadOnlySpan<byte> Unsealed<T>(ISealed<T> state) => Serializer.Serialize(state.WithSeal(null)).ToMemory().Span;

    private static int VersionOf(string tag) => int.Parse(tag, NumberStyles.None, CultureInfo.InvariantCulture);

    private static async Task RunAsync(string kind, GrainId grainId, Func<GrainId, Task> call)
    {
        if (grainId.Key.AsSpan().Length > Document.MostKeyBytes)
        {
            throw new InvalidDataException($"A key of the documents '{kind}' has more than {Document.MostKeyBytes} bytes.");
        }

        try
        {
            // Orleans stores a key that looks like a number or a GUID as one, so that "1A", "01a" and "1a" would be one
            // document. This is its form of a number with text behind it: the text is stored as it is.
            await call(GrainId.Create(grainId.Type, GrainIdKeyExtensions.CreateIntegerKey(0, grainId.Key.AsSpan())));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The document '{kind}' with the key '{grainId.Key}': {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException($"The storage of documents failed ({kind}).", exception);
        }
    }
}
