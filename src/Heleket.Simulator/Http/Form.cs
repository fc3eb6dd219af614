using System.Globalization;
using System.Text.Json;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>
/// A request body, read as a Laravel application does: anything but a JSON object has no fields. Collects the keys of
/// invalid fields.
/// </summary>
internal sealed class Form
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    public Form(ReadOnlyMemory<byte> body)
    {
        if (TryParse(body) is { ValueKind: JsonValueKind.Object } root)
        {
            foreach (var member in root.EnumerateObject())
            {
                _fields[member.Name] = member.Value;
            }
        }
    }

    /// <summary>The refusal, if any field is invalid.</summary>
    public Refusal? Refusal => _errors.Count == 0 ? null : new Refusal("", _errors);

    public void Fail(string field, string key) => _errors.TryAdd(field, key);

    /// <summary>The text of a field, or <see langword="null"/>, without validation.</summary>
    public string? Peek(string field) =>
        _fields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A string of bounded length; empty if invalid.</summary>
    public string Required(string field, int max = 255) => Optional(field, 1, max) ?? Missing(field);

    /// <summary>A string of bounded length, or <see langword="null"/>.</summary>
    public string? Optional(string field, int min = 1, int max = 255)
    {
        if (!_fields.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fail(field, "validation.string");
            return null;
        }

        // Laravel trims strings and converts an empty one to null.
        var text = value.GetString()!.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        // Counts like PHP's mb_strlen.
        var length = text.EnumerateRunes().Count();
        if (length < min || length > max)
        {
            Fail(field, length < min ? "validation.min.string" : "validation.max.string");
        }

        return text;
    }

    /// <summary>Letters (of any script, like Laravel's <c>alpha_dash</c>), digits, dash and underscore.</summary>
    public string? AlphaDash(string field, int max)
    {
        var text = Optional(field, 1, max);
        if (text is not null && !text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            Fail(field, "validation.alpha_dash");
        }

        return text;
    }

    /// <summary><c>true false 1 0 "1" "0"</c>; the documentation uses the string.</summary>
    public bool RequiredBoolean(string field)
    {
        if (!_fields.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            Missing(field);
            return false;
        }

        var yes = value.ValueKind == JsonValueKind.True || value.GetRawText() is "1" or "\"1\"";
        if (!yes && value.ValueKind != JsonValueKind.False && value.GetRawText() is not ("0" or "\"0\""))
        {
            Fail(field, "validation.boolean");
        }

        return yes;
    }

    /// <summary>A decimal string: at most 18 digits before the point and 18 after it, 28 in all.</summary>
    public (string Text, decimal Value) RequiredAmount(string field)
    {
        var text = Required(field, 40);
        var parts = text.Split('.');
        var digits = parts.Length <= 2 && parts.All(part => part.Length is > 0 and <= 18 && part.All(char.IsAsciiDigit));
        if (digits && parts.Sum(part => part.Length) <= 28 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return (text, value);
        }

        Fail(field, "validation.numeric");
        return (text, 0);
    }

    /// <summary>An absolute http or https URL.</summary>
    public string? Url(string field, int max)
    {
        var text = Optional(field, 6, max);
        if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            Fail(field, "validation.url");
        }

        return text;
    }

    /// <summary>One of the allowed values, or <see langword="null"/>.</summary>
    public string? OneOf(string field, params ReadOnlySpan<string> words)
    {
        var text = Optional(field);
        if (text is not null && !words.Contains(text))
        {
            Fail(field, "validation.in");
        }

        return text;
    }

    /// <summary>A uuid, or <see langword="null"/>.</summary>
    public string? Uuid(string field)
    {
        var text = Optional(field);
        if (text is not null && !Guid.TryParseExact(text, "D", out _))
        {
            Fail(field, "validation.uuid");
        }

        return text;
    }

    private string Missing(string field)
    {
        Fail(field, "validation.required");
        return "";
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
