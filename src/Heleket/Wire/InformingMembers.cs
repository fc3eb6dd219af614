using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Reads informational members: an unreadable one counts as absent, and its name is kept for the log. It never hides an
/// answer.
/// </summary>
internal sealed class InformingMembers(JsonElement data)
{
    private readonly List<string> _leftOut = [];

    /// <summary>The names of the unreadable members so far.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut.Count == 0 ? Array.Empty<string>() : _leftOut;

    /// <summary>The member as returned by <paramref name="read"/>, or the default.</summary>
    public T? Read<T>(string name, Func<JsonElement, string, T?> read)
    {
        try
        {
            return read(data, name);
        }
        catch (JsonException)
        {
            _leftOut.Add(name);
            return default;
        }
    }
}
