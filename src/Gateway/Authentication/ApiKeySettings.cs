using System.Collections.Immutable;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Authentication;

/// <summary>Reads <c>ApiKeys__N__…</c> (http-api.md, section 3). A setting it does not know is refused: a misspelt <c>ClientId</c> would unbind the key.</summary>
internal static class ApiKeySettings
{
    public const string Section = "ApiKeys";

    private static readonly ImmutableArray<string> Members = ["Name", "Sha256", "Scopes", "ClientId"];

    /// <summary>The keys, and a sentence on each setting that is wrong.</summary>
    public static (ImmutableArray<ApiKey> Keys, ImmutableArray<string> Faults) Read(IConfigurationSection section)
    {
        var faults = new List<string>();
        var keys = section.GetChildren().Select(entry => ReadKey(entry, faults)).ToImmutableArray();
        RefuseRepeated(keys.Select(key => key.Name), "Name", section, faults);
        RefuseRepeated(keys.Select(key => Convert.ToHexStringLower(key.Sha256.AsSpan())), "Sha256", section, faults);
        return (keys, [.. faults]);
    }

    private static ApiKey ReadKey(IConfigurationSection entry, List<string> faults)
    {
        faults.AddRange(entry.GetChildren()
            .Where(member => !Members.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
            .Select(member => $"{NameOf(member.Path)} is not a setting of a key; the settings are {string.Join(", ", Members)}."));

        var name = entry["Name"];
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add($"{NameOf(entry.Path)}__Name must be set.");
        }

        var hex = entry["Sha256"] ?? "";
        var isHash = hex.Length == 64 && hex.All(char.IsAsciiHexDigit);
        if (!isHash)
        {
            faults.Add($"{NameOf(entry.Path)}__Sha256 must be 64 hex digits.");
        }

        var clientId = entry["ClientId"];
        if (clientId is not null && TextRules.ClientId(clientId) is { } fault)
        {
            faults.Add($"{NameOf(entry.Path)}__ClientId {fault}");
        }

        return new(name ?? "", isHash ? [.. Convert.FromHexString(hex)] : [], ReadScopes(entry, faults), clientId);
    }

    private static ImmutableArray<string> ReadScopes(IConfigurationSection entry, List<string> faults)
    {
        var scopes = entry.GetSection("Scopes").GetChildren().ToList();
        faults.AddRange(scopes
            .Where(scope => !Scopes.All.Contains(scope.Value ?? ""))
            .Select(scope => $"{NameOf(scope.Path)} must be one of {string.Join(", ", Scopes.All)}."));
        if (scopes.Count == 0)
        {
            faults.Add($"{NameOf(entry.Path)}__Scopes__0 must be set: a key without a scope may do nothing.");
        }

        return [.. scopes.Select(scope => scope.Value ?? "").Distinct()];
    }

    private static void RefuseRepeated(IEnumerable<string> values, string member, IConfigurationSection section, List<string> faults)
    {
        var entries = section.GetChildren().Zip(values, (entry, value) => (entry.Path, Value: value)).Where(pair => pair.Value.Length > 0);
        faults.AddRange(entries
            .GroupBy(pair => pair.Value, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Select(repeated => $"{NameOf(repeated.Path)}__{member} must differ from {NameOf(group.First().Path)}__{member}.")));
    }

    private static string NameOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
