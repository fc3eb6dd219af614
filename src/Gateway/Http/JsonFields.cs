using System.Collections.Immutable;
using System.Text.Json;

namespace Payouts.Gateway.Http;

/// <summary>Parses a text; returns the error, or <see langword="null"/>.</summary>
internal delegate string? TextRule<T>(string text, out T value);

/// <summary>
/// The members of a JSON object, read one by one. Errors are collected, so that a caller sees all of them at once.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement _body;
    private readonly string _path;
    private readonly JsonFields? _outer;
    private readonly List<FieldError> _errors;

    /// <param name="body">The body, an object.</param>
    public JsonFields(JsonElement body) => (_body, _path, _errors) = (body, "", []);

    private JsonFields(JsonElement inner, string path, JsonFields outer) => (_body, _path, _outer, _errors) = (inner, path, outer, outer._errors);

    /// <summary>The errors so far, in the order of reading.</summary>
    public ImmutableArray<FieldError> Errors => [.. _errors];

    /// <summary>Whether some member has no usable value. One that breaks only a newer rule is still usable.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Rejects unknown members, so that a misspelt one is never silently ignored.</summary>
    /// <param name="what">The object, such as "a payout request".</param>
    /// <param name="known">The members that it may have.</param>
    public void RefuseOthers(string what, ImmutableArray<string> known)
    {
        foreach (var member in _body.EnumerateObject())
        {
            if (!IsOneOf(known, member))
            {
                Fault(FieldError.PointerTo("", member.Name), $"is not a member of {what}; the members are {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>A required string.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="rule">Today's rule.</param>
    /// <param name="older">
    /// The earlier rule, if it was laxer: a text that satisfies only this one is an error, but is read.
    /// </param>
    public string? Required(string name, Func<string, string?> rule, Func<string, string?>? older = null) => Text(name, rule, older, required: true);

    /// <summary>A string that may be absent or null.</summary>
    /// <inheritdoc cref="Required(string, Func{string, string?}, Func{string, string?}?)"/>
    public string? Optional(string name, Func<string, string?> rule, Func<string, string?>? older = null) => Text(name, rule, older, required: false);

    /// <summary>A required string that is parsed.</summary>
    /// <inheritdoc cref="Required(string, Func{string, string?}, Func{string, string?}?)"/>
    public T? Required<T>(string name, TextRule<T> rule, TextRule<T>? older = null)
        where T : struct => Value(name, rule, older, required: true);

    /// <summary>A string that may be absent or null, and is parsed.</summary>
    public T? Optional<T>(string name, TextRule<T> rule)
        where T : struct => Value(name, rule, null, required: false);

    /// <summary>The member, unless it is absent or null.</summary>
    public JsonElement? Find(string name) =>
        _body.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    /// <summary>The members of an object within this one; its errors are errors here.</summary>
    /// <param name="pointer">Where it is in this one.</param>
    /// <param name="inner">It.</param>
    public JsonFields Within(string pointer, JsonElement inner) => new(inner, _path + pointer, this);

    /// <summary>Adds an error.</summary>
    /// <param name="pointer">Within this object.</param>
    /// <param name="detail">What is wrong, for a person.</param>
    public void Fault(string pointer, string detail)
    {
        _errors.Add(new(_path + pointer, detail));
        for (var fields = this; fields is not null; fields = fields._outer)
        {
            fields.IsUnreadable = true;
        }
    }

    /// <summary>Without making a string of the member's name.</summary>
    private static bool IsOneOf(ImmutableArray<string> known, JsonProperty member)
    {
        foreach (var name in known)
        {
            if (member.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private string? Text(string name, Func<string, string?> rule, Func<string, string?>? older, bool required)
    {
        var text = RawText(name, required);
        if (text is null || rule(text) is not { } fault)
        {
            return text;
        }

        if (older is not null && older(text) is null)
        {
            _errors.Add(new($"{_path}/{name}", fault));
            return text;
        }

        Fault($"/{name}", fault);
        return null;
    }

    private T? Value<T>(string name, TextRule<T> rule, TextRule<T>? older, bool required)
        where T : struct
    {
        var text = RawText(name, required);
        if (text is null)
        {
            return null;
        }

        if (rule(text, out var value) is not { } fault)
        {
            return value;
        }

        if (older is not null && older(text, out value) is null)
        {
            _errors.Add(new($"{_path}/{name}", fault));
            return value;
        }

        Fault($"/{name}", fault);
        return null;
    }

    private string? RawText(string name, bool required)
    {
        if (Find(name) is not { } element)
        {
            if (required)
            {
                Fault($"/{name}", "is required.");
            }

            return null;
        }

        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        Fault($"/{name}", element.ValueKind == JsonValueKind.Number ? "must be a string, not a JSON number." : "must be a string.");
        return null;
    }
}
