using System.Collections.Immutable;
using System.Globalization;

namespace Payouts.Gateway.Http;

/// <summary>
/// The parameters of a query string, read one by one. Errors are collected, so that a caller sees all of them at once.
/// </summary>
internal sealed class QueryFields(IQueryCollection query)
{
    private readonly List<FieldError> _errors = [];

    /// <summary>The errors so far, in the order of reading.</summary>
    public ImmutableArray<FieldError> Errors => [.. _errors];

    /// <summary>Rejects unknown parameters: a misspelt filter would list too much.</summary>
    /// <param name="known">The parameters that there are.</param>
    /// <param name="what">What they are parameters of.</param>
    public void RefuseOthers(ImmutableArray<string> known, string what = "this list") =>
        _errors.AddRange(query.Keys
            .Where(name => !known.Contains(name, StringComparer.Ordinal))
            .Select(name => new FieldError(FieldError.PointerTo("", name), $"is not a parameter of {what}; the parameters are {string.Join(", ", known)}.")));

    /// <summary>A text, if it is there and keeps the rule.</summary>
    public string? Text(string name, Func<string, string?> rule)
    {
        var text = Single(name);
        if (text is null || rule(text) is not { } fault)
        {
            return text;
        }

        _errors.Add(new($"/{name}", fault));
        return null;
    }

    /// <summary>A text that is parsed, if it is there and keeps the rule.</summary>
    public T? Value<T>(string name, TextRule<T> rule)
        where T : struct
    {
        if (Single(name) is not { } text)
        {
            return null;
        }

        if (rule(text, out var value) is not { } fault)
        {
            return value;
        }

        _errors.Add(new($"/{name}", fault));
        return null;
    }

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public int? Whole(string name, int minimum, int maximum) => Value<int>(name, (string text, out int value) =>
        // The parser alone ignores trailing NUL characters (U+0000).
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum && text.All(char.IsAsciiDigit)
            ? null
            : $"must be a whole number from {minimum} to {maximum}.");

    /// <summary>The same, and an error if it is not there.</summary>
    public T? Required<T>(string name, TextRule<T> rule)
        where T : struct
    {
        if (query[name].Count == 0)
        {
            _errors.Add(new($"/{name}", "is required."));
        }

        return Value(name, rule);
    }

    /// <summary>The rule of a time with an offset.</summary>
    public static string? ReadTime(string text, out DateTimeOffset time) =>
        // A plus sign that the caller did not escape arrives as a space.
        Times.TryParse(text.Replace(' ', '+'), out time) ? null : "must be an RFC 3339 time with an offset, such as 2026-11-23T10:00:00Z.";

    /// <summary>An empty cursor counts as altered, like any other text that we did not issue.</summary>
    public string? Cursor(string name) => query[name] is [""] ? "" : Single(name);

    private string? Single(string name)
    {
        var values = query[name];
        if (values.Count == 0)
        {
            return null;
        }

        if (values.Count == 1 && values[0] is { Length: > 0 } text)
        {
            return text;
        }

        _errors.Add(new($"/{name}", values.Count == 1 ? "must not be empty; leave it out." : "must be given once."));
        return null;
    }
}
