using System.Text.Json;

namespace Heleket.Wire;

/// <summary>Reads members that merely inform: one that cannot be read is none, and its name is kept for the log. It never hides an answer.</summary>
internal sealed class InformingMembers(JsonElement data)
{
    private readonly List<string> _leftOut = [];

    /// <summary>The names of those that could not be read so far.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut.Count == 0 ? Array.Empty<string>() : _leftOut;

    /// <summary>The member as <paramref name="read"/> reads it, or none.</summary>
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
