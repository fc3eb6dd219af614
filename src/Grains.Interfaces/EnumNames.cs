using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Payouts.Grains.Interfaces;

/// <summary>
/// Enum member names in snake_case, the same on the wire, in the databases, in logs and in metrics. Parsing accepts
/// only the exact name.
/// </summary>
internal static class EnumNames
{
    /// <summary>
    /// The name of a member. Throws <see cref="KeyNotFoundException"/> for a number that is not a member.
    /// </summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumNames<TEnum>.Of(value);

    /// <summary>The name of a member, if there is one.</summary>
    public static string? Of<TEnum>(TEnum? value)
        where TEnum : struct, Enum => EnumNames<TEnum>.Of(value);

    /// <summary>The member with this name. Throws <see cref="KeyNotFoundException"/> for any other string.</summary>
    public static TEnum To<TEnum>(string name)
        where TEnum : struct, Enum => EnumNames<TEnum>.TryParse(name, out var value) ? value : throw new KeyNotFoundException($"\"{name}\" is no {typeof(TEnum).Name}.");
}

/// <summary>The names of one enum.</summary>
/// <inheritdoc cref="EnumNames"/>
internal static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> ByValue =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> ByName =
        ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All names, in the enum's order.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(Of)];

    /// <inheritdoc cref="EnumNames.Of{TEnum}(TEnum)"/>
    public static string Of(TEnum value) => ByValue[value];

    /// <inheritdoc cref="EnumNames.Of{TEnum}(TEnum?)"/>
    public static string? Of(TEnum? value) => value is { } known ? ByValue[known] : null;

    /// <summary>Parses a name; returns whether it is one.</summary>
    public static bool TryParse(string name, out TEnum value) => ByName.TryGetValue(name, out value);
}
