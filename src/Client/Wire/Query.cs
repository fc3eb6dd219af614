using System.Globalization;
using System.Text;

namespace Payouts.Client.Wire;

/// <summary>Path and query of a call.</summary>
/// <param name="path">Without a slash in front: the service may live under a path of its own.</param>
internal sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _hasParameter;

    /// <summary>A part of a path.</summary>
    public static string Escape(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        // A server takes these for steps in the path, escaped or not.
        return part is "." or ".." ? throw new ArgumentException("Dots alone cannot be part of a path.", nameof(part)) : Uri.EscapeDataString(part);
    }

    public Query With(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_hasParameter ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasParameter = true;
        }

        return this;
    }

    public Query With(string name, bool? value) => With(name, value is { } flag ? (flag ? "true" : "false") : null);

    public Query With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
