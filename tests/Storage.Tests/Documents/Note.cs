using Orleans.Storage;
using Payouts.Grains.Documents;

namespace Payouts.Storage.Tests.Documents;

/// <summary>A kind of documents for tests.</summary>
[Document("note", format: 2)]
public sealed record Note(string Text, string? List = null, string? Sort = null, decimal? Amount = null);

/// <summary>Notes in lists.</summary>
[Document("listed-note", format: 1)]
public sealed record ListedNote(string List, string Sort, string Text) : IListed;

/// <summary>Reads and writes documents as a grain with that key would.</summary>
internal static class Notes
{
    public static GrainId Id(string key, string type = "note-grain") => GrainId.Create(type, key);

    public static async Task<GrainState<T>> ReadAsync<T>(this IGrainStorage storage, string key, string kind = "note")
    {
        var state = new GrainState<T>();
        await storage.ReadStateAsync(kind, Id(key), state);
        return state;
    }

    /// <summary>Writes over the version that this ETag names.</summary>
    /// <returns>The new ETag.</returns>
    public static async Task<string> WriteAsync<T>(this IGrainStorage storage, string key, T value, string? etag = null, string kind = "note")
    {
        var state = new GrainState<T>(value, etag);
        await storage.WriteStateAsync(kind, Id(key), state);
        Assert.True(state.RecordExists);
        return state.ETag!;
    }
}
