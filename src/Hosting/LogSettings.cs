using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Serilog.Events;

namespace Payouts.Hosting;

/// <summary>
/// The log settings of an operator: <c>Log__Format</c> and <c>Serilog__MinimumLevel__…</c>. An unknown setting is
/// rejected: otherwise it would silently do nothing.
/// </summary>
/// <param name="Default">The minimum level of a category that no override names.</param>
/// <param name="Overrides">By category prefix; the longest match wins.</param>
/// <param name="IsJson">Whether a line is a JSON object.</param>
internal sealed record LogSettings(LogEventLevel Default, IReadOnlyDictionary<string, LogEventLevel> Overrides, bool IsJson)
{
    public const string Section = "Serilog";

    private const string MinimumLevel = "MinimumLevel";
    private const string Levels = "Verbose, Debug, Information, Warning, Error or Fatal";

    /// <summary>Categories that are quiet unless the settings override them.</summary>
    public static readonly ImmutableDictionary<string, LogEventLevel> Quiet = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("Microsoft", LogEventLevel.Warning),
        KeyValuePair.Create("Microsoft.Hosting.Lifetime", LogEventLevel.Information),
        // Warns of each form that is refused, and anybody can send one; the access log has the refusal.
        KeyValuePair.Create("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error),
        KeyValuePair.Create("Orleans", LogEventLevel.Warning),
        // Logs at every start that server GC is off: it is off on purpose (docs/architecture.md, "Orleans facts").
        KeyValuePair.Create("Orleans.Runtime.Silo", LogEventLevel.Error),
        // Warns once at every start, of a check thread that is late by the machine's uptime.
        KeyValuePair.Create("Orleans.Runtime.Watchdog", LogEventLevel.Error),
        // A stack trace a second, and several lines per call, for a silo that is not there; the caller logs it in one
        // line.
        KeyValuePair.Create("Orleans.Messaging.GatewayManager", LogEventLevel.Error),
        KeyValuePair.Create("Orleans.Runtime.Messaging.ConnectionManager", LogEventLevel.Error),
        // Warns of each slow turn; on a busy machine that is every first one, because its code is compiled during it.
        KeyValuePair.Create("Orleans.Runtime.Scheduler.WorkItemGroup", LogEventLevel.Error),
        // Orleans' own lines about a service in our name: at each start, and whenever the ring changes.
        KeyValuePair.Create("Payouts.Grains.Health.SiloFactsService", LogEventLevel.Warning),
        KeyValuePair.Create("System.Net.Http", LogEventLevel.Warning),
        KeyValuePair.Create("Polly", LogEventLevel.Error),
    ]);

    /// <summary>Reads the log settings.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="errors">One sentence for each invalid setting.</param>
    /// <returns>Usable in any case: an invalid setting has its default.</returns>
    public static LogSettings Read(IConfiguration configuration, out ImmutableArray<string> errors)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var serilog = configuration.GetSection(Section);
        var levels = serilog.GetSection(MinimumLevel);
        RefuseOthers(serilog, [MinimumLevel], found);
        RefuseOthers(levels, ["Default", "Override"], found);
        RefuseOthers(configuration.GetSection("Log"), ["Format"], found);

        var all = Level(levels.GetSection("Default"), found) ?? Level(levels, found) ?? LogEventLevel.Information;
        var overrides = Quiet;
        foreach (var (path, _) in levels.GetSection("Override").AsEnumerable(makePathsRelative: true))
        {
            // Not every shell and supervisor allows dots in a variable's name.
            overrides = Level(levels.GetSection($"Override:{path}"), found) is { } level
                ? overrides.SetItem(path.Replace(':', '.'), level)
                : overrides;
        }

        var isJson = IsJsonWanted(configuration["Log:Format"], found);
        errors = found.ToImmutable();
        return new LogSettings(all, overrides, isJson);
    }

    private static bool IsJsonWanted(string? format, ImmutableArray<string>.Builder errors)
    {
        var isJson = "json".Equals(format, StringComparison.OrdinalIgnoreCase);
        if (!isJson && !string.IsNullOrEmpty(format) && !format.Equals("text", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"Log__Format must be text or json; it is \"{format}\".");
        }

        return isJson;
    }

    private static LogEventLevel? Level(IConfigurationSection setting, ImmutableArray<string>.Builder errors)
    {
        if (string.IsNullOrEmpty(setting.Value))
        {
            return null;
        }

        if (Enum.GetNames<LogEventLevel>().FirstOrDefault(name => name.Equals(setting.Value, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return Enum.Parse<LogEventLevel>(known);
        }

        errors.Add($"{NameOf(setting)} must be {Levels}; it is \"{setting.Value}\".");
        return null;
    }

    private static void RefuseOthers(IConfigurationSection section, ImmutableArray<string> known, ImmutableArray<string>.Builder errors) =>
        errors.AddRange(section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{NameOf(child)} is not a setting; {NameOf(section)} has {string.Join(" and ", known)}."));

    private static string NameOf(IConfigurationSection setting) => setting.Path.Replace(":", "__", StringComparison.Ordinal);
}
