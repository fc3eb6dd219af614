using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Serilog.Events;

namespace Payouts.Hosting;

/// <summary>What an operator sets of the log: <c>Log__Format</c> and <c>Serilog__MinimumLevel__…</c>. A setting that is not known is refused: it would do nothing, in silence.</summary>
/// <param name="Default">The least level of a category that no override names.</param>
/// <param name="Overrides">By the beginning of a category; the longest that fits holds.</param>
/// <param name="IsJson">Whether a line is a JSON object.</param>
internal sealed record LogSettings(LogEventLevel Default, IReadOnlyDictionary<string, LogEventLevel> Overrides, bool IsJson)
{
    public const string Section = "Serilog";

    private const string MinimumLevel = "MinimumLevel";
    private const string Levels = "Verbose, Debug, Information, Warning, Error or Fatal";

    /// <summary>What is quiet unless it is asked for.</summary>
    public static readonly ImmutableDictionary<string, LogEventLevel> Quiet = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("Microsoft", LogEventLevel.Warning),
        KeyValuePair.Create("Microsoft.Hosting.Lifetime", LogEventLevel.Information),
        KeyValuePair.Create("Orleans", LogEventLevel.Warning),
        // Says at every start that server GC is off: it is off on purpose (docs/architecture.md, "Orleans facts").
        KeyValuePair.Create("Orleans.Runtime.Silo", LogEventLevel.Error),
        // Warns once at every start, of a check thread late by as long as the machine is up.
        KeyValuePair.Create("Orleans.Runtime.Watchdog", LogEventLevel.Error),
        // A stack trace a second, and several lines a call, of a silo that is not there; who calls it says so in one.
        KeyValuePair.Create("Orleans.Messaging.GatewayManager", LogEventLevel.Error),
        KeyValuePair.Create("Orleans.Runtime.Messaging.ConnectionManager", LogEventLevel.Error),
        // Warns of each turn that took long, which on a busy machine every first one does: it is compiled in it.
        KeyValuePair.Create("Orleans.Runtime.Scheduler.WorkItemGroup", LogEventLevel.Error),
        KeyValuePair.Create("System.Net.Http", LogEventLevel.Warning),
        KeyValuePair.Create("Polly", LogEventLevel.Error),
    ]);

    /// <summary>Reads them.</summary>
    /// <param name="configuration">The host's.</param>
    /// <param name="errors">A sentence on each that is wrong.</param>
    /// <returns>Usable in any case: what is wrong has its default.</returns>
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
            // Not every shell and supervisor lets a variable's name have points in it.
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
