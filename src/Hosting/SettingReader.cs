using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Payouts.Hosting;

/// <summary>
/// Reads settings by their environment names, and collects a sentence for each error instead of stopping at the first:
/// a host reports everything it lacks in one start. The value returned for an invalid setting is of no use; call
/// <see cref="RequireNoErrors"/> before using any.
/// </summary>
public sealed class SettingReader
{
    private readonly SettingNames _names;
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private readonly List<string> _taken = [];

    /// <summary>Reads from a configuration.</summary>
    /// <param name="configuration">The host's configuration.</param>
    public SettingReader(IConfiguration configuration)
        : this(configuration, [])
    {
    }

    /// <summary>Reads from a configuration, with names of this host's own.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="ownNames">
    /// Names of a section that only this host has; they replace those of <see cref="KnownSettings"/> for that section.
    /// </param>
    public SettingReader(IConfiguration configuration, IReadOnlyCollection<string> ownNames)
    {
        Configuration = configuration;
        var sections = ownNames.Select(name => name.Split("__")[0]).ToHashSet(StringComparer.Ordinal);
        _names = new([.. KnownSettings.All.Where(name => !sections.Contains(name.Split("__")[0])), .. ownNames]);
        _ = LogSettings.Read(configuration, out var errors);
        Errors(errors);
    }

    /// <summary>The configuration that it reads from.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The value, or <see langword="null"/> when it is missing or empty.</summary>
    /// <exception cref="InvalidOperationException">
    /// The name is not in <see cref="KnownSettings"/>: add it there.
    /// </exception>
    public string? Text(string name)
    {
        if (!_names.Has(name))
        {
            throw new InvalidOperationException($"{name} is read and not declared in {nameof(KnownSettings)}.");
        }

        return Configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value ? value : null;
    }

    /// <summary>A required value.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="what">What to set it to, as in "the merchant's uuid".</param>
    public string Required(string name, string what)
    {
        if (Text(name) is { } value)
        {
            return value;
        }

        Error(name, $"{name} is missing: set it to {what}.");
        return "";
    }

    /// <summary>One of the allowed values, in the spelling given here.</summary>
    public string OneOf(string name, string fallback, params string[] allowed)
    {
        var value = Text(name) ?? fallback;
        return allowed.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? Bad(name, $"must be {string.Join(" or ", allowed)}", value, fallback);
    }

    /// <summary>One of the enum's names, in any case.</summary>
    public T Word<T>(string name, T fallback)
        where T : struct, Enum => Enum.Parse<T>(OneOf(name, fallback.ToString(), Enum.GetNames<T>()));

    /// <summary>
    /// An absolute http or https URL. An invalid one is not quoted: it may be a key that was set in the wrong place.
    /// </summary>
    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        Error(name, $"{name} must be an absolute http or https URL.");
        return null;
    }

    /// <summary>A duration like 00:00:30.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        // Without a colon, "30" would mean thirty days.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero
            ? value
            : Bad(name, "must be a duration like 00:00:30", text, fallback);
    }

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Number(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Bad(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"), text, fallback);
    }

    /// <summary>A port, 1 to 65535.</summary>
    public int Port(string name, int fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : Bad(name, "must be a port between 1 and 65535", text, fallback);
    }

    /// <summary>
    /// The connection string of a PostgreSQL database. The error for one that is missing or cannot be read does not
    /// quote it: it may contain a password.
    /// </summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="what">What to set it to, as in "the connection string of a PostgreSQL database".</param>
    /// <param name="complete">
    /// Fills in what the string leaves open; throws <see cref="ArgumentException"/> when it cannot be read.
    /// </param>
    public string Postgres(string name, string what, Func<string, string> complete)
    {
        var text = Required(name, what);
        try
        {
            return complete(text);
        }
        catch (ArgumentException)
        {
            Error(name, $"{name} must be a connection string like \"Host=…;Database=…;Username=…;Password=…\".");
            return text;
        }
    }

    /// <summary>Collects an error about a setting; only the first for each setting.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="sentence">Names the setting, and quotes nothing that may be secret.</param>
    public void Error(string name, string sentence) => _errors.TryAdd(name, sentence);

    /// <summary>Keeps sentences that begin with the setting they are about, as <see cref="Error"/> does.</summary>
    public void Errors(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Error(sentence.Split(' ')[0], sentence);
        }
    }

    /// <summary>Whether the setting has an error: its value is then of no use, not even to check another one.</summary>
    public bool HasError(string name) => _errors.ContainsKey(name);

    /// <summary>Collects the error that the address in a setting is in use.</summary>
    /// <param name="what">The setting and its value.</param>
    internal void Taken(string what) => _taken.Add(what);

    /// <summary>Ends the reading; throws if any error was collected.</summary>
    /// <exception cref="OptionsValidationException">
    /// There are errors; its failures have one sentence for each.
    /// </exception>
    public void RequireNoErrors()
    {
        ImmutableArray<string> misspelt = [.. _names.Errors(Configuration)];
        var others = _errors.Where(error => !misspelt.Any(sentence => sentence.StartsWith($"{error.Key} ", StringComparison.OrdinalIgnoreCase))).Select(error => error.Value);
        ImmutableArray<string> errors = [.. misspelt, .. others, .. AlreadyRunning()];
        if (!errors.IsEmpty)
        {
            throw new OptionsValidationException("", typeof(SettingReader), errors);
        }
    }

    private IEnumerable<string> AlreadyRunning() => _taken.Count == 0 ? [] :
    [
        $"{string.Join(", ", _taken)} {(_taken.Count == 1 ? "is" : "are")} in use: the service is probably running here already. Stop it, or start a second one "
        + "in another directory (data/ is there), with its own ASPNETCORE_URLS, Cluster__SiloPort and Cluster__GatewayPort.",
    ];

    private T Bad<T>(string name, string rule, string value, T fallback)
    {
        Error(name, $"{name} {rule}; it is \"{value}\".");
        return fallback;
    }
}
