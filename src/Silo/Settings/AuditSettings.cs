using System.Collections.Immutable;
using System.Security.Cryptography;
using Payouts.Grains.Audit;
using Payouts.Grains.Payouts;
using Payouts.Hosting;
using Payouts.Storage.Documents;

namespace Payouts.Silo.Settings;

/// <summary>The silo's <c>Audit__*</c> settings (docs/operations.md, "Settings"). Keys are never shown.</summary>
public sealed record AuditSettings
{
    /// <summary><c>Audit__Key</c>; <see langword="null"/> for none.</summary>
    public AuditKey? Key { get; init; }

    /// <summary><c>Audit__SigningKey</c>, PEM; <see langword="null"/> for none.</summary>
    public string? SigningKey { get; init; }

    /// <summary><c>Audit__OldKeys__N</c>.</summary>
    public ImmutableArray<AuditKey> OldKeys { get; init; } = [];

    /// <summary><c>Audit__CheckpointEvery</c>.</summary>
    public TimeSpan CheckpointEvery { get; init; } = AuditOptions.UsualCheckpointEvery;

    /// <summary>
    /// Where the keys are, and made, that the settings lack; <see langword="null"/> in a cluster, which would have one
    /// such file a silo.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Reads the settings. Errors are collected in the reader.</summary>
    /// <param name="read">The reader.</param>
    /// <param name="documents">The file is beside theirs.</param>
    internal static AuditSettings Read(SettingReader read, DocumentSettings documents) => new()
    {
        Key = read.Text("Audit__Key") is { } key ? Parsed(read, "Audit__Key", key) : null,
        SigningKey = Signing(read),
        OldKeys = [.. Old(read)],
        CheckpointEvery = Every(read),
        File = documents.Connection is { } connection && !read.HasError(SqliteDocuments.SettingName)
            ? Path.Combine(Path.GetDirectoryName(SqliteDocuments.FileOf(connection))!, "audit.key")
            : null,
    };

    private static IEnumerable<AuditKey> Old(SettingReader read) => read.Configuration.GetSection("Audit:OldKeys").GetChildren()
        .Select(entry => $"Audit__OldKeys__{entry.Key}")
        .Select(name => Parsed(read, name, read.Text(name)))
        .OfType<AuditKey>();

    private static AuditKey? Parsed(SettingReader read, string name, string? text)
    {
        var key = AuditKey.Parse(text);
        if (key is null || (name == "Audit__Key" && key == AuditKey.None))
        {
            read.Error(name, $"{name} must be 32 random bytes as base64, as \"openssl rand -base64 32\" makes them.");
        }

        return key;
    }

    private static string? Signing(SettingReader read)
    {
        const string Setting = "Audit__SigningKey";
        var pem = read.Text(Setting)?.Replace("\\n", "\n", StringComparison.Ordinal);
        try
        {
            using var key = pem is null ? null : AuditSigning.Read(pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            read.Error(Setting, $"{Setting} must be a P-256 private key in PEM, as \"openssl ecparam -name prime256v1 -genkey -noout\" makes it.");
        }

        return pem;
    }

    private static TimeSpan Every(SettingReader read)
    {
        const string Setting = "Audit__CheckpointEvery";
        var every = read.Duration(Setting, AuditOptions.UsualCheckpointEvery);
        if (every < TimeSpan.FromSeconds(1) || every > TimeSpan.FromDays(1))
        {
            read.Error(Setting, $"{Setting} must be from 00:00:01 to 1.00:00:00.");
        }

        return every;
    }
}
