using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Hosting;

namespace Payouts.Gateway.Authentication;

/// <summary>Reads <c>ApiKeys__N__…</c> (docs/http-api.md, "Keys").</summary>
internal static class ApiKeySettings
{
    public const string Section = "ApiKeys";

    private const int MostOfAPerson = 128;

    /// <summary>Reads the keys. Errors are collected in <paramref name="read"/>.</summary>
    public static ImmutableArray<ApiKey> Read(SettingReader read)
    {
        var section = read.Configuration.GetSection(Section);
        var keys = section.GetChildren().Select(entry => ReadKey(entry, read)).ToImmutableArray();
        RefuseRepeated(keys.Select(key => key.Name), "Name", section, read);
        RefuseRepeated(keys.Select(key => Convert.ToHexStringLower(key.Sha256.AsSpan())), "Sha256", section, read);
        return keys;
    }

    private static ApiKey ReadKey(IConfigurationSection entry, SettingReader read)
    {
        var name = entry["Name"];
        if (string.IsNullOrWhiteSpace(name))
        {
            Refuse("Name", "must be set.");
        }

        var hex = entry["Sha256"] ?? "";
        var isHash = hex.Length == 64 && hex.All(char.IsAsciiHexDigit);
        if (!isHash)
        {
            Refuse("Sha256", "must be 64 hex digits.");
        }

        var clientId = entry["ClientId"];
        if (clientId is not null && TextRules.ClientId(clientId) is { } fault)
        {
            Refuse("ClientId", fault);
        }

        var person = entry["Person"]?.Trim();
        if (person is not null && TextRules.Free(person, MostOfAPerson) is { } wrong)
        {
            Refuse("Person", wrong);
        }

        return new(name ?? "", isHash ? [.. Convert.FromHexString(hex)] : [], ReadScopes(entry, read), clientId, person);

        void Refuse(string member, string rule) => read.Error($"{NameOf(entry.Path)}__{member}", $"{NameOf(entry.Path)}__{member} {rule}");
    }

    private static ImmutableArray<string> ReadScopes(IConfigurationSection entry, SettingReader read)
    {
        var scopes = entry.GetSection("Scopes").GetChildren().ToList();
        foreach (var name in scopes.Where(scope => !Scopes.All.Contains(scope.Value ?? "")).Select(scope => NameOf(scope.Path)))
        {
            read.Error(name, $"{name} must be one of {string.Join(", ", Scopes.All)}.");
        }

        if (scopes.Count == 0)
        {
            read.Error($"{NameOf(entry.Path)}__Scopes", $"{NameOf(entry.Path)}__Scopes__0 must be set: a key without scopes can do nothing.");
        }

        return [.. scopes.Select(scope => scope.Value ?? "").Distinct()];
    }

    private static void RefuseRepeated(IEnumerable<string> values, string member, IConfigurationSection section, SettingReader read)
    {
        var entries = section.GetChildren().Zip(values, (entry, value) => (Name: $"{NameOf(entry.Path)}__{member}", Value: value)).Where(pair => pair.Value.Length > 0);
        foreach (var group in entries.GroupBy(pair => pair.Value, StringComparer.Ordinal))
        {
            foreach (var (name, _) in group.Skip(1))
            {
                read.Error(name, $"{name} must differ from {group.First().Name}.");
            }
        }
    }

    private static string NameOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
