namespace Payouts.Fuzz.Http;

/// <summary>A key that the host knows.</summary>
/// <param name="Secret">As it is sent.</param>
/// <param name="Reads">Has <c>payouts:read</c>.</param>
/// <param name="Creates">Has <c>payouts:create</c>.</param>
/// <param name="Client">It is bound to.</param>
internal sealed record Key(string Secret, bool Reads, bool Creates, string? Client = null);

/// <summary>The keys, and who a request comes from.</summary>
internal static class Keys
{
    public static readonly Key Full = new("full-access-key", Reads: true, Creates: true);

    public static readonly IReadOnlyList<Key> All =
        [Full, new("read-only-key", true, false), new("create-only-key", false, true), new("key-of-client-bound", true, true, "fuzz-1")];

    /// <summary>The key that a request carries (docs/http-api.md, "Keys"); <see langword="null"/>: none that counts.</summary>
    public static Key? Of(IEnumerable<(string Name, string Value)> headers)
    {
        var sent = headers.Where(static header => header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).ToList();
        return sent is [var only] && StrictJson.Lower(only.Value.Trim()).StartsWith("bearer ", StringComparison.Ordinal)
            ? All.FirstOrDefault(key => key.Secret == only.Value.Trim()["Bearer ".Length..].Trim())
            : null;
    }
}
