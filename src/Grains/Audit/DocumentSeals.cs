using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Payouts.Grains.Documents;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>
/// The seals of control documents: over kind, key, version and all that stands in them. One that follows a version
/// without a seal names itself as the first, so that nobody can take a seal away unseen. Pure.
/// </summary>
public static class DocumentSeals
{
    /// <summary>Stands for the seal of a document that was altered: no later write makes it verify.</summary>
    public const string Altered = "altered";

    private const string Purpose = "document";

    /// <summary>The kinds that are sealed.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        .. typeof(DocumentSeals).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ISealed<>)))
            .Select(type => DocumentAttribute.Of(type).Kind)
            .Order(StringComparer.Ordinal),
    ];

    private static ReadOnlySpan<byte> Member => ",\"seal\":\""u8;

    /// <summary>The seal of the next version.</summary>
    /// <param name="key">The key.</param>
    /// <param name="kind">The document's kind.</param>
    /// <param name="id">Its key.</param>
    /// <param name="version">The version that it will have.</param>
    /// <param name="document">It, without a seal.</param>
    /// <param name="before">The seal of the version before, if that has one.</param>
    public static string Next(AuditKey key, string kind, string id, int version, ReadOnlySpan<byte> document, string? before)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Of(key, kind, id, version, document, before is null ? version : SinceOf(before) ?? version);
    }

    /// <summary>Whether it is as it was written.</summary>
    public static bool IsIntact(AuditKeys keys, string kind, string id, int version, ReadOnlySpan<byte> document, string seal)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (SinceOf(seal) is not { } since)
        {
            return false;
        }

        foreach (var key in keys.All)
        {
            if (Of(key, kind, id, version, document, since) == seal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first version of those with a seal that lead up to this one.</summary>
    public static int? SinceOf(string seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return int.TryParse(seal.AsSpan(seal.IndexOf('.', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : null;
    }

    /// <summary>What the seal of a stored document is over, and the seal if it has one.</summary>
    public static (byte[] Document, string? Seal) Split(ReadOnlySpan<byte> stored)
    {
        var at = stored.LastIndexOf(Member);
        if (at < 0 || !stored.EndsWith("\"}"u8) || stored[(at + Member.Length)..^2].Contains((byte)'"'))
        {
            return (stored.ToArray(), null);
        }

        return ([.. stored[..at], (byte)'}'], System.Text.Encoding.UTF8.GetString(stored[(at + Member.Length)..^2]));
    }

    private static string Of(AuditKey key, string kind, string id, int version, ReadOnlySpan<byte> document, int since)
    {
        var text = new AuditText("payouts.document.1").Add("kind", kind).Add("key", id).Add("version", (long)version).Add("since", (long)since)
            .Add("sha256", AuditKey.Text(SHA256.HashData(document)));
        return string.Create(CultureInfo.InvariantCulture, $"{key.For(Purpose, kind).Seal(text)}.{since}");
    }
}
