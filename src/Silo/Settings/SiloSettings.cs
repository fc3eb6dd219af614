using Heleket;
using Payouts.Grains.Controls;
using Payouts.Grains.Payouts;
using Payouts.Hosting;
using Payouts.Storage;

namespace Payouts.Silo.Settings;

/// <summary>The silo's settings, read and checked once at start (docs/operations.md, "Settings").</summary>
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

    /// <summary><c>Heleket__ReadAttempts</c>.</summary>
    public int HeleketReadAttempts { get; init; } = new HeleketOptions().ReadAttempts;

    /// <summary><c>Heleket__MaxConcurrentCalls</c>.</summary>
    public int HeleketMaxConcurrentCalls { get; init; } = new HeleketOptions().MaxConcurrentCalls;

    /// <summary><c>Payouts__*</c>.</summary>
    public required PayoutsOptions Payouts { get; init; }

    /// <summary><c>Controls__*</c>.</summary>
    public ControlsOptions Controls { get; init; } = new();

    /// <summary><c>Storage__Provider</c>.</summary>
    public required StorageProvider Storage { get; init; }

    /// <summary><c>ConnectionStrings__Payouts</c>, for that provider.</summary>
    public required string PayoutsConnection { get; init; }

    /// <summary><c>Cluster__*</c>.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary><c>ConnectionStrings__Documents</c>, <c>Documents__*</c>.</summary>
    public required DocumentSettings Documents { get; init; }

    /// <summary>
    /// <c>Controls__SecondPerson</c>: whether what weakens a control needs a second person; <see langword="null"/>: everywhere
    /// but in Development.
    /// </summary>
    public bool? SecondPerson { get; init; }

    /// <summary><c>Audit__*</c>.</summary>
    public AuditSettings Audit { get; init; } = new();

    /// <summary>Reads the settings. Errors are collected in the reader.</summary>
    public static SiloSettings Read(SettingReader read)
    {
        var heleket = new HeleketOptions();
        var storage = read.Word("Storage__Provider", StorageProvider.Sqlite);
        var (payouts, cluster) = (StorageSettings.Connection(read, storage), ClusterSettings.Read(read));
        var documents = DocumentSettings.Read(read, cluster, storage == StorageProvider.Sqlite ? payouts : null);
        var settings = new SiloSettings
        {
            ProjectUrl = Required(read, "HELEKET_PROJECT_URL", "the base URL of Heleket's API, https://api.heleket.com/"),
            MerchantId = read.Required("HELEKET_MERCHANT_ID", "the merchant's uuid at Heleket"),
            PayoutKey = read.Required("HELEKET_API_KEY", "the payout API key of the Heleket account"),
            PaymentKey = read.Text("HELEKET_PAYMENT_API_KEY"),
            CallbackUrl = read.Url("HELEKET_CALLBACK_URL"),
            HeleketTimeout = read.Duration("Heleket__Timeout", heleket.Timeout),
            HeleketReadAttempts = read.Number("Heleket__ReadAttempts", heleket.ReadAttempts, 1, 10),
            HeleketMaxConcurrentCalls = read.Number("Heleket__MaxConcurrentCalls", heleket.MaxConcurrentCalls, 1, 10_000),
            Payouts = ReadPayouts(read),
            Controls = ReadControls(read),
            Storage = storage,
            PayoutsConnection = payouts,
            Cluster = cluster,
            Documents = documents,
            SecondPerson = SecondPersonSetting.Read(read),
            Audit = AuditSettings.Read(read, documents),
        };

        // The client library validates its own settings; its error messages begin with the setting.
        settings.Configure(heleket);
        read.Errors(new HeleketOptionsValidator().Validate(null, heleket).Failures ?? []);

        return settings;
    }

    /// <summary>Configures the Heleket client.</summary>
    public void Configure(HeleketOptions heleket)
    {
        heleket.ProjectUrl = ProjectUrl;
        heleket.MerchantId = MerchantId;
        heleket.PayoutKey = PayoutKey;
        heleket.PaymentKey = PaymentKey;
        heleket.Timeout = HeleketTimeout;
        heleket.ReadAttempts = HeleketReadAttempts;
        heleket.MaxConcurrentCalls = HeleketMaxConcurrentCalls;
    }

    private static Uri Required(SettingReader read, string name, string what) =>
        read.Required(name, what).Length > 0 && read.Url(name) is { } url ? url : HeleketOptions.DefaultProjectUrl;

    private static ControlsOptions ReadControls(SettingReader read)
    {
        var controls = new ControlsOptions();
        controls.Lease = read.Duration("Controls__Lease", controls.Lease);
        read.Errors(controls.Validate());

        return controls;
    }

    private static PayoutsOptions ReadPayouts(SettingReader read)
    {
        var payouts = new PayoutsOptions();
        payouts.FirstPollAfter = read.Duration("Payouts__FirstPollAfter", payouts.FirstPollAfter);
        payouts.MaxPollInterval = read.Duration("Payouts__MaxPollInterval", payouts.MaxPollInterval);
        payouts.ResubmitGrace = read.Duration("Payouts__ResubmitGrace", payouts.ResubmitGrace);
        payouts.QueueExpiry = read.Duration("Payouts__QueueExpiry", payouts.QueueExpiry);
        payouts.EventRetention = read.Duration("Events__Retention", payouts.EventRetention);
        payouts.SweepInterval = read.Duration("Payouts__SweepInterval", payouts.SweepInterval);
        read.Errors(payouts.Validate());

        return payouts;
    }
}
