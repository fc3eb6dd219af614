using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Client;

/// <summary>Makes idempotency keys out of names that the caller has already.</summary>
public static class IdempotencyKeys
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 128;

    // Without the colon that separates parts, and without the tilde that begins a key which cannot show them.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-");

    // Half of a surrogate pair has no bytes: replaced in silence, two keys would be one.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The same key for the same parts, always, and another one for others: <c>From("bonus", "2026-11", "7781")</c> is
    /// <c>bonus:2026-11:7781</c>. Parts that a key cannot show, or that are too long, are hashed.
    /// </summary>
    /// <param name="parts">What makes this payout another one than the next: never a time of day, an attempt or chance.</param>
    /// <exception cref="ArgumentException">There is no part, or one is not valid Unicode.</exception>
    public static string From(params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0)
        {
            throw new ArgumentException("A key needs at least one part.", nameof(parts));
        }

        var shown = string.Join(':', parts);
        var canBeShown = shown.Length <= MaxLength && parts.All(part => part.Length > 0 && !part.AsSpan().ContainsAnyExcept(Plain));
        return canBeShown ? shown : $"~{Hash(parts)}";
    }

    /// <summary>Whether the service takes it: 1 to 128 of <c>A-Z a-z 0-9 . _ : ~ -</c>.</summary>
    /// <param name="key">A key.</param>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= MaxLength && !key.AsSpan().ContainsAnyExcept(Allowed);
    }

    /// <summary>Each part with its length in front, so that no other parts have the same bytes.</summary>
    private static string Hash(string[] parts)
    {
        var content = new StringBuilder();
        foreach (var part in parts)
        {
            content.Append(CultureInfo.InvariantCulture, $"{Strict.GetByteCount(part)}:{part},");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Strict.GetBytes(content.ToString())));
    }
}
