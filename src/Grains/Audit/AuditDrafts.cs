using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>Makes entries of changes: digests of what was and is, and what is different. Pure.</summary>
public static class AuditDrafts
{
    /// <summary>The most differences that an entry shows.</summary>
    public const int MostChanges = 20;

    private const int MostCharacters = 200;

    private static readonly ImmutableArray<string> Secret = ["sha256", "secret"];

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The entry of a change.</summary>
    /// <param name="id">Unique: the kind and key of the document, and the version that the change makes.</param>
    /// <param name="at">When: whole milliseconds.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="target">To what.</param>
    /// <param name="before">What the target was; <see langword="null"/> if it was not there.</param>
    /// <param name="after">What it is.</param>
    /// <param name="reason">Why, if it was said.</param>
    /// <typeparam name="T">Something that can be written as JSON; members named as a secret or its hash are not shown.</typeparam>
    public static AuditDraft Of<T>(string id, DateTimeOffset at, AuditActor actor, string action, string target, T? before, T? after, string? reason = null)
        where T : class
    {
        var (was, becomes) = (Json(before), Json(after));
        return new(id, at, actor, action, target, Changes(was, becomes), Digest(was), Digest(becomes), reason);
    }

    private static JsonElement? Json<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.SerializeToElement(value, Options);

    private static string? Digest(JsonElement? json) => json is { } value ? AuditKey.Text(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value))) : null;

    private static ImmutableArray<AuditChange> Changes(JsonElement? before, JsonElement? after)
    {
        var (was, becomes) = (Members(before), Members(after));
        return
        [
            .. was.Keys.Union(becomes.Keys, StringComparer.Ordinal)
                .Where(path => was.GetValueOrDefault(path) != becomes.GetValueOrDefault(path))
                .Take(MostChanges)
                .Select(path => IsSecret(path)
                    ? new AuditChange(Short(path), was.ContainsKey(path) ? "\"…\"" : null, becomes.ContainsKey(path) ? "\"…\"" : null)
                    : new AuditChange(Short(path), Short(was.GetValueOrDefault(path)), Short(becomes.GetValueOrDefault(path)))),
        ];
    }

    private static SortedDictionary<string, string> Members(JsonElement? json)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json is { } value)
        {
            Add(members, "", value);
        }

        return members;
    }

    private static void Add(SortedDictionary<string, string> members, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(members, $"{path}/{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Add(members, $"{path}/{index}", item);
                }

                break;
            default:
                members[path] = value.GetRawText();
                break;
        }
    }

    private static bool IsSecret(string path) => Secret.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Short(string? text) => text is { Length: > MostCharacters } ? string.Concat(text.AsSpan(0, MostCharacters - 1), "…") : text;
}
