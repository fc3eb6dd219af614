using System.Collections.Immutable;
using Payouts.Gateway.Authentication;
using Payouts.Hosting;

namespace Payouts.Gateway.Sessions;

/// <summary>What people may do, by the names that the identity provider gives them (<c>Roles__NAME__Scopes__N</c>).</summary>
internal sealed class Roles
{
    private const string Section = "Roles";
    private const int MostOfAName = 40;

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Defaults = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase,
    [
        KeyValuePair.Create<string, ImmutableArray<string>>("viewer", [Scopes.Read]),
        KeyValuePair.Create<string, ImmutableArray<string>>("maker", [Scopes.Read, Scopes.Create]),
        KeyValuePair.Create<string, ImmutableArray<string>>("checker", [Scopes.Read, Scopes.Approve]),
        KeyValuePair.Create<string, ImmutableArray<string>>("operator", [Scopes.Read, Scopes.Operate, Scopes.Webhooks]),
        KeyValuePair.Create<string, ImmutableArray<string>>("admin", [Scopes.Read, Scopes.Admin]),
    ]);

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _scopes;

    private Roles(ImmutableDictionary<string, ImmutableArray<string>> scopes) => _scopes = scopes;

    /// <summary>Reads the roles: a configured one replaces the default one of its name. Errors are collected in <paramref name="read"/>.</summary>
    public static Roles Read(SettingReader read)
    {
        var scopes = Defaults;
        foreach (var entry in read.Configuration.GetSection(Section).GetChildren())
        {
            if (entry.Key.Length > MostOfAName || !entry.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            {
                read.Error($"{Section}__{entry.Key}", $"{Section}__{entry.Key}: a role's name is at most {MostOfAName} letters, digits, - and _.");
            }

            scopes = scopes.SetItem(entry.Key, [.. entry.GetSection("Scopes").GetChildren().Select(scope => Scope(entry.Key, scope, read)).Distinct()]);
        }

        return new(scopes);
    }

    /// <summary>Whether there is such a role.</summary>
    public bool Has(string role) => _scopes.ContainsKey(role);

    /// <summary>Whether some role allows it.</summary>
    public bool Grant(string scope) => _scopes.Values.Any(scopes => scopes.Contains(scope));

    /// <summary>What the roles allow together. One that there is not allows nothing.</summary>
    public IEnumerable<string> ScopesOf(IEnumerable<string> roles) => roles.SelectMany(role => _scopes.GetValueOrDefault(role, [])).Distinct();

    /// <summary>The roles that allow nothing beyond these scopes: those of a person who comes with a key.</summary>
    public IEnumerable<string> Within(IReadOnlyCollection<string> scopes) =>
        _scopes.Where(role => !role.Value.IsEmpty && role.Value.All(scopes.Contains)).Select(role => role.Key).Order(StringComparer.Ordinal);

    private static string Scope(string role, IConfigurationSection entry, SettingReader read)
    {
        if (!Scopes.All.Contains(entry.Value ?? ""))
        {
            var name = $"{Section}__{role}__Scopes__{entry.Key}";
            read.Error(name, $"{name} must be one of {string.Join(", ", Scopes.All)}.");
        }

        return entry.Value ?? "";
    }
}
