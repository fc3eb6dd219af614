using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Payouts.Grains.Interfaces;

/// <summary>The word for an enum's member: snake_case; one on the wire, in the databases, in logs and in metrics. Only the exact word is read back.</summary>
internal static class Words
{
    /// <summary>The word of a member. Throws <see cref="KeyNotFoundException"/> for a number that is no member.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Words<TEnum>.Of(value);

    /// <summary>The word of a member, if there is one.</summary>
    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => Words<TEnum>.Of(value);

    /// <summary>The member of a word. Throws <see cref="KeyNotFoundException"/> for any other word.</summary>
    public static TEnum To<TEnum>(string word)
        where TEnum : struct, Enum => Words<TEnum>.TryParse(word, out var value) ? value : throw new KeyNotFoundException($"\"{word}\" is no {typeof(TEnum).Name}.");
}

/// <summary>The words of one enum.</summary>
/// <inheritdoc cref="Words"/>
internal static class Words<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> ByValue =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> ByWord =
        ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words, in the enum's order.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(Of)];

    /// <inheritdoc cref="Words.Of{TEnum}(TEnum)"/>
    public static string Of(TEnum value) => ByValue[value];

    /// <inheritdoc cref="Words.Of{TEnum}(TEnum?)"/>
    public static string? Of(TEnum? value) => value is { } known ? ByValue[known] : null;

    /// <summary>Reads a word; answers whether it is one.</summary>
    public static bool TryParse(string word, out TEnum value) => ByWord.TryGetValue(word, out value);
}
