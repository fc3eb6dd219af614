using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Payouts.Gateway.Http;

/// <summary>The wire words of an enum: its names in <c>snake_case</c>. Only the exact word is read back.</summary>
internal static class Words<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> ByValue =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> ByWord =
        ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words, in the enum's order.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(Of)];

    public static string Of(TEnum value) => ByValue[value];

    public static string? Of(TEnum? value) => value is { } known ? ByValue[known] : null;

    public static bool TryParse(string word, out TEnum value) => ByWord.TryGetValue(word, out value);
}
