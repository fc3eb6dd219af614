using System.Globalization;
using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Reads members as tolerantly as Heleket's format requires (docs/heleket.md, "Contradictions"). Absent and null are
/// equivalent.
/// </summary>
internal static class JsonReader
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A member that is present and not null.</summary>
    /// <exception cref="JsonException">The member occurs twice, so its meaning is ambiguous.</exception>
    public static JsonElement? Member(this JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? found = null;
        foreach (var member in data.EnumerateObject())
        {
            if (IsNamed(member, name))
            {
                found = found is null ? member.Value : throw new JsonException($"`{name}` is there twice.");
            }
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    /// <summary>A string, or a number verbatim.</summary>
    /// <exception cref="JsonException">The member is something else, or occurs twice.</exception>
    public static string? Text(this JsonElement data, string name) => data.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => String(value, name),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => throw Unreadable(name),
    };

    /// <summary>A decimal number, written as a number or in a string; an empty string counts as absent.</summary>
    /// <exception cref="JsonException">
    /// The member is something else, or <see cref="decimal"/> cannot represent it exactly.
    /// </exception>
    public static decimal? Number(this JsonElement data, string name) => data.Text(name) switch
    {
        null or "" => null,
        var text when decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && IsExactly(number, text) => number,
        _ => throw Unreadable(name),
    };

    /// <summary><c>true</c>, <c>1</c>, <c>"1"</c> or <c>"true"</c>, and their opposites.</summary>
    /// <exception cref="JsonException">The member is something else.</exception>
    public static bool? Flag(this JsonElement data, string name) => data.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => data.Text(name) switch
        {
            "1" or "true" => true,
            "0" or "false" => false,
            _ => throw Unreadable(name),
        },
    };

    /// <summary>An ISO 8601 time; an empty string counts as absent.</summary>
    /// <exception cref="JsonException">The member is something else.</exception>
    public static DateTimeOffset? Time(this JsonElement data, string name) => data.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => String(value, name) switch
        {
            "" => null,
            var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
            _ => throw Unreadable(name),
        },
        _ => throw Unreadable(name),
    };

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: never a name that is looked up.
            return false;
        }
    }

    private static string String(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"`{name}` holds half of a surrogate pair.", e);
        }
    }

    // The parser rounds what it cannot represent, even to zero, and ignores NUL characters at the end.
    private static bool IsExactly(decimal number, string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && Normal(text) is { } written && written == Normal(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// The significant digits and the power of ten of the last one: identical for every spelling of a number. The sign
    /// is omitted.
    /// </summary>
    private static (string Digits, int Power)? Normal(string text)
    {
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var power = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            return null;
        }

        var written = (mark < 0 ? text : text[..mark]).TrimStart('+', '-');
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var digits = written.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var counting = digits.TrimEnd('0');
        return counting.Length == 0 ? ("", 0) : (counting, power - (point < 0 ? 0 : written.Length - point - 1) + digits.Length - counting.Length);
    }

    private static JsonException Unreadable(string name) => new($"`{name}` cannot be read.");
}
