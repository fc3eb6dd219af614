using System.Globalization;
using Microsoft.Extensions.Options;
using Payouts.Silo.Cluster;
using Payouts.Silo.Storage;
using Payouts.Silo.Storage.Mongo;

namespace Payouts.Silo;

/// <summary>The silo's settings, read and checked once at start (http-api.md, section 5).</summary>
public sealed record SiloSettings
{
    /// <summary><c>HELEKET_PROJECT_URL</c>.</summary>
    public required Uri ProjectUrl { get; init; }

    /// <summary><c>HELEKET_MERCHANT_ID</c>.</summary>
    public required string MerchantId { get; init; }

    /// <summary><c>HELEKET_API_KEY</c>.</summary>
    public required string PayoutKey { get; init; }

    /// <summary><c>HELEKET_PAYMENT_API_KEY</c>.</summary>
    public string? PaymentKey { get; init; }

    /// <summary><c>HELEKET_CALLBACK_URL</c>.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary><c>Heleket__Timeout</c>.</summary>
    public required TimeSpan HeleketTimeout { get; init; }

    /// <summary><c>Payouts__*</c>.</summary>
    public required PayoutsOptions Payouts { get; init; }

    /// <summary><c>Storage__Provider</c>.</summary>
    public required StorageProvider Storage { get; init; }

    /// <summary><c>ConnectionStrings__Payouts</c>, of that provider.</summary>
    public required string PayoutsConnection { get; init; }

    /// <summary><c>Cluster__*</c>.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="OptionsValidationException">One is missing or bad.</exception>
    public static SiloSettings Read(IConfiguration configuration)
    {
        var read = new SettingReader(configuration);
        var storage = read.Word("Storage:Provider", StorageProvider.Sqlite);
        var payouts = new PayoutsOptions();
        payouts.FirstPollAfter = read.Duration("Payouts:FirstPollAfter", payouts.FirstPollAfter);
        payouts.MaxPollInterval = read.Duration("Payouts:MaxPollInterval", payouts.MaxPollInterval);
        payouts.ResubmitGrace = read.Duration("Payouts:ResubmitGrace", payouts.ResubmitGrace);
        payouts.QueueExpiry = read.Duration("Payouts:QueueExpiry", payouts.QueueExpiry);
        payouts.SweepInterval = read.Duration("Payouts:SweepInterval", payouts.SweepInterval);
        if (payouts.Fault() is { } fault)
        {
            throw SettingReader.Fault("Payouts", fault);
        }

        return new SiloSettings
        {
            ProjectUrl = read.Url("HELEKET_PROJECT_URL") ?? throw Missing("HELEKET_PROJECT_URL", "the base URL of Heleket's API, https://api.heleket.com/"),
            MerchantId = read.Text("HELEKET_MERCHANT_ID") ?? throw Missing("HELEKET_MERCHANT_ID", "the merchant's uuid at Heleket"),
            PayoutKey = read.Text("HELEKET_API_KEY") ?? throw Missing("HELEKET_API_KEY", "the payout API key of the Heleket account"),
            PaymentKey = read.Text("HELEKET_PAYMENT_API_KEY"),
            CallbackUrl = read.Url("HELEKET_CALLBACK_URL"),
            HeleketTimeout = read.Duration("Heleket:Timeout", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            Payouts = payouts,
            Storage = storage,
            PayoutsConnection = ReadConnection(storage, read),
            Cluster = ClusterSettings.Read(read),
        };
    }

    private static string ReadConnection(StorageProvider storage, SettingReader read) => storage switch
    {
        StorageProvider.Postgres => read.Postgres("ConnectionStrings:Payouts", connections: 20),
        StorageProvider.Mongo => Mongo(read.Text("ConnectionStrings:Payouts")),
        _ => read.Text("ConnectionStrings:Payouts") ?? "Data Source=data/payouts.db",
    };

    private static string Mongo(string? given) =>
        MongoConnection.Fault(given) is { } fault ? throw SettingReader.Fault("ConnectionStrings:Payouts", fault) : given!;

    private static OptionsValidationException Missing(string name, string what) => SettingReader.Fault(name, $"{name} is missing: set it to {what}.");
}

/// <summary>Reads one setting at a time; what it throws names the setting as an environment variable.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    public string? Text(string key) => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>One of the allowed words, in the spelling given here.</summary>
    public string OneOf(string key, string fallback, params string[] allowed)
    {
        var value = Text(key) ?? fallback;
        return allowed.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw Bad(key, $"must be {string.Join(" or ", allowed)}", value);
    }

    public T Word<T>(string key, T fallback)
        where T : struct, Enum => Enum.Parse<T>(OneOf(key, fallback.ToString(), Enum.GetNames<T>()));

    public Uri? Url(string key) => Text(key) switch
    {
        null => null,
        { } text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => url,
        { } text => throw Bad(key, "must be an absolute http or https URL", text),
    };

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan? least = null, TimeSpan? most = null)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        // Without a colon "30" would be thirty days.
        return text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= (least ?? TimeSpan.Zero) && value <= (most ?? TimeSpan.MaxValue)
            ? value
            : throw Bad(key, least is null ? "must be a duration like 00:00:30" : $"must be a duration between {least:c} and {most:c}", text);
    }

    public int Port(string key, int fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Bad(key, "must be a port between 1 and 65535", text);
    }

    /// <summary>What stops the host: the message is one sentence that names the setting.</summary>
    public static OptionsValidationException Fault(string key, string sentence) => new(key, typeof(SiloSettings), [sentence]);

    private static OptionsValidationException Bad(string key, string rule, string value) =>
        Fault(key, $"{key.Replace(":", "__", StringComparison.Ordinal)} {rule}; it is \"{value}\".");
}
