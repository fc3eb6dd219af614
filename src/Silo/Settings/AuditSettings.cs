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

    /// <summary><c>Audit__OldKeys__N</c>: the earlier values of <c>Audit__Key</c>.</summary>
    public ImmutableArray<AuditKey> OldKeys { get; init; } = [];

    /// <summary><c>Audit__OldKeys__N</c>: the earlier signing keys or their public parts, PEM.</summary>
    public ImmutableArray<string> OldSigningKeys { get; init; } = [];

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
        SigningKey = read.Text("Audit__SigningKey") is { } pem ? Pem(read, "Audit__SigningKey", pem, "private ") : null,
        OldKeys = [.. Old(read).Where(old => !IsPem(old.Value)).Select(old => Parsed(read, old.Name, old.Value)).OfType<AuditKey>()],
        OldSigningKeys = [.. Old(read).Where(old => IsPem(old.Value)).Select(old => Pem(read, old.Name, old.Value!, ""))],
        CheckpointEvery = Every(read),
        File = documents.Connection is { } connection && !read.HasError(SqliteDocuments.SettingName)
            ? Path.Combine(Path.GetDirectoryName(SqliteDocuments.FileOf(connection))!, "audit.key")
            : null,
    };

    private static IEnumerable<(string Name, string? Value)> Old(SettingReader read) => read.Configuration.GetSection("Audit:OldKeys").GetChildren()
        .Select(entry => $"Audit__OldKeys__{entry.Key}")
        .Select(name => (name, read.Text(name)));

    private static bool IsPem(string? text) => text?.Contains("-----BEGIN", StringComparison.Ordinal) == true;

    private static AuditKey? Parsed(SettingReader read, string name, string? text)
    {
        var key = AuditKey.Parse(text);
        if (key is null || (name == "Audit__Key" && key == AuditKey.None))
        {
            read.Error(name, $"{name} must be 32 random bytes as base64, as \"openssl rand -base64 32\" makes them.");
        }

        return key;
    }

    // Where a value must be one line, its ends are written as \n.
    private static string Pem(SettingReader read, string name, string text, string kind)
    {
        var pem = text.Replace("\\n", "\n", StringComparison.Ordinal);
        try
        {
            using var key = AuditSigning.Read(pem);
            if (kind.Length > 0)
            {
                _ = key.SignData([], HashAlgorithmName.SHA256);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            read.Error(name, $"{name} must be a P-256 {kind}key in PEM, as \"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256\" makes it.");
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
