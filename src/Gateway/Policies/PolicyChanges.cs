using System.Text.Json.Nodes;

namespace Payouts.Gateway.Policies;

/// <summary>One change of a policy.</summary>
/// <param name="Path">Where: a JSON pointer, with the names of rules and limits instead of their places.</param>
/// <param name="Was">What is there now; <see langword="null"/>: nothing.</param>
/// <param name="Becomes">What would be there; <see langword="null"/>: nothing.</param>
internal sealed record PolicyChange(string Path, JsonNode? Was, JsonNode? Becomes);

/// <summary>What differs between two policies, as the contract shows them.</summary>
internal static class PolicyChanges
{
    private const string Name = "name";

    /// <summary>All changes, in the order of the document.</summary>
    public static IEnumerable<PolicyChange> Between(JsonNode? was, JsonNode? becomes, string path = "") => (was, becomes) switch
    {
        (JsonObject before, JsonObject after) => before.Select(member => member.Key).Union(after.Select(member => member.Key))
            .SelectMany(member => Between(before[member], after[member], Http.FieldError.PointerTo(path, member))),
        (JsonArray before, JsonArray after) when AreNamed(before) && AreNamed(after) => OfNamed(before, after, path),
        _ when JsonNode.DeepEquals(was, becomes) => [],
        _ => [new(path, was, becomes)],
    };

    private static IEnumerable<PolicyChange> OfNamed(JsonArray was, JsonArray becomes, string path)
    {
        var (before, after) = (NamesOf(was), NamesOf(becomes));
        if (!before.Intersect(after).SequenceEqual(after.Intersect(before)))
        {
            yield return new(path, Names(before), Names(after));
        }

        foreach (var name in before.Union(after))
        {
            foreach (var change in Between(Find(was, name), Find(becomes, name), $"{path}/{name}"))
            {
                yield return change;
            }
        }
    }

    private static bool AreNamed(JsonArray list) => list.All(item => item is JsonObject named && named.ContainsKey(Name));

    private static List<string> NamesOf(JsonArray list) => [.. list.Select(item => (string)item![Name]!)];

    private static JsonNode? Find(JsonArray list, string name) => list.FirstOrDefault(item => (string)item![Name]! == name);

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)JsonValue.Create(name))];
}
