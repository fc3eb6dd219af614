using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Payouts.Hosting;

/// <summary>Tells a misspelt setting of ours from one that belongs to other software.</summary>
/// <param name="known">As in <see cref="KnownSettings"/>.</param>
internal sealed partial class SettingNames(ImmutableArray<string> known)
{
    // Two letters swapped, one too many, one too few: with more edits it is a different name.
    private const int MostEdits = 2;

    private readonly ImmutableArray<string[]> _known = [.. known.Select(name => name.Split("__"))];
    private readonly ImmutableArray<string> _sections =
        [.. known.Select(name => name.Split("__")).Where(path => path.Length > 1).Select(path => path[0]).Distinct()];

    /// <summary>Whether the name is declared.</summary>
    /// <param name="name">An environment name: <c>Payouts__SweepInterval</c>.</param>
    public bool Has(string name) => _known.Any(path => Matches(path, name.Split("__")));

    /// <summary>
    /// One sentence for each name that is meant for us and unknown. No value is quoted: it may be a secret.
    /// </summary>
    public IEnumerable<string> Errors(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable().OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            var name = key.Replace(":", "__", StringComparison.Ordinal);
            if (value is not null && !Has(name) && IsMeantForUs(name, value))
            {
                yield return $"{name}{Place(configuration, key)} is not a setting; did you mean {Nearest(name).Name}?";
            }
        }
    }

    private bool IsMeantForUs(string name, string value)
    {
        var path = name.Split("__");
        var (nearest, edits) = Nearest(name);
        if (path.Length > 1)
        {
            return _sections.Any(section => IsSection(path[0], section)) || edits <= MostEdits;
        }

        if (KubernetesService().IsMatch(name))
        {
            return false;
        }

        // CLUSTER_ID or STORAGE may belong to any software; a name in our capitalization, or beginning with a name of
        // ours, is meant for us.
        var isOurSpelling = (name.Any(char.IsAsciiLetterLower) && name.Any(char.IsAsciiLetterUpper)) || name.StartsWith("PAYOUTS_", StringComparison.OrdinalIgnoreCase);
        return name.StartsWith("HELEKET_", StringComparison.OrdinalIgnoreCase)
            || (edits <= MostEdits && (isOurSpelling || !nearest.Contains("__", StringComparison.Ordinal)))
            || (isOurSpelling && value.Length > 0 && _sections.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    // "Log" is too short for a near miss: "Logs" is a name in its own right.
    private static bool IsSection(string word, string section) =>
        word.Equals(section, StringComparison.OrdinalIgnoreCase) || (section.Length > 4 && EditDistance.Between(Letters(word), Letters(section)) == 1);

    private (string Name, int Edits) Nearest(string name)
    {
        var given = name.Split("__");
        return _known.Select(path => Filled(path, given))
            .Select(candidate => (Name: candidate, Edits: EditDistance.Between(Letters(name), Letters(candidate))))
            .OrderBy(found => found.Edits > MostEdits && !IsSection(given[0], found.Name.Split("__")[0]))
            .ThenBy(found => found.Edits)
            .First();
    }

    /// <summary>A declared name with the operator's own parts filled in where it leaves one open.</summary>
    private static string Filled(string[] path, string[] given) =>
        string.Join("__", path.Select((part, at) => part != "N" ? part : at < given.Length - 1 || (at < given.Length && at == path.Length - 1) ? given[at] : "0"));

    private static bool Matches(string[] path, string[] given) => path[^1] == "*"
        ? given.Length >= path.Length && path[..^1].Zip(given).All(Same)
        : given.Length == path.Length && path.Zip(given).All(Same);

    private static bool Same((string Known, string Given) part) => part.Known == "N" || part.Known.Equals(part.Given, StringComparison.OrdinalIgnoreCase);

    private static string Letters(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Place(IConfiguration configuration, string key) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(key, out _)) is FileConfigurationProvider { Source.Path: { } file } ? $" (in {file})" : "";

    /// <summary>
    /// The variables that Kubernetes sets in every container for a service named <c>heleket</c> or <c>payouts</c>:
    /// HELEKET_SERVICE_HOST, PAYOUTS_PORT_8080_TCP.
    /// </summary>
    [GeneratedRegex("_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$")]
    private static partial Regex KubernetesService();
}
