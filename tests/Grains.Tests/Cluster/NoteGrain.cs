using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Storage;
using Payouts.Grains.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What the grain below keeps.</summary>
[Document("test-note", format: 1)]
public sealed record NoteState(string Text, int Writes);

/// <summary>A grain with one document under its own key and others under keys that it makes.</summary>
[Alias("Payouts.Grains.Tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Write")]
    Task<int> Write(string text);

    /// <summary>What the activation has in memory, and its own number.</summary>
    [AlwaysInterleave]
    [Alias("Seen")]
    Task<(string? Text, int Version, Guid Activation)> Seen();

    /// <summary>Begins a second write before the first has ended.</summary>
    [Alias("WriteTwice")]
    Task WriteTwice(string text);

    /// <summary>Looks at a document that it has not read.</summary>
    [Alias("LookUnread")]
    Task<string?> LookUnread();

    [Alias("WritePage")]
    Task<int> WritePage(string page, string text);
}

internal sealed class NoteGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage) : Grain, INoteGrain
{
    private readonly Guid _activation = new(RandomNumberGenerator.GetBytes(16));

    private Document<NoteState> Note => field ??= new Document<NoteState>(this, storage);

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Note.ReadAsync();

    public async Task<int> Write(string text)
    {
        await Note.WriteAsync(new NoteState(text, (Note.State?.Writes ?? 0) + 1));
        return Note.Version;
    }

    public Task<(string? Text, int Version, Guid Activation)> Seen() => Task.FromResult((Note.State?.Text, Note.Version, _activation));

    public Task WriteTwice(string text) => Task.WhenAll(Note.WriteAsync(new NoteState(text, 1)), Note.WriteAsync(new NoteState(text, 2)));

    public Task<string?> LookUnread() => Task.FromResult(new Document<NoteState>(this, storage).State?.Text);

    public async Task<int> WritePage(string page, string text)
    {
        var document = new Document<NoteState>(this, storage, $"{this.GetPrimaryKeyString()}/{page}");
        await document.ReadAsync();
        await document.WriteAsync(new NoteState(text, 1));
        return document.Version;
    }
}
