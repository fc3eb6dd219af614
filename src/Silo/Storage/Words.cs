using System.Collections.Frozen;
using System.Text.Json;

namespace Payouts.Silo.Storage;

/// <summary>The word for an enum's member in a database: snake_case, the same as on the wire.</summary>
internal static class Words
{
    /// <summary>The word of a member. Throws <see cref="KeyNotFoundException"/> for a number that is no member.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Texts[value];

    /// <summary>The member of a word. Throws <see cref="KeyNotFoundException"/> for any other word.</summary>
    public static T To<T>(string word)
        where T : struct, Enum => Table<T>.Values[word];

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Texts =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
