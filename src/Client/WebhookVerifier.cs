using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Verifies an ed25519 signature, which the base class library cannot.</summary>
/// <param name="publicKey">32 bytes.</param>
/// <param name="message">What was signed.</param>
/// <param name="signature">64 bytes.</param>
public delegate bool Ed25519Verification(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>
/// Tells genuine webhooks of the service from others (Standard Webhooks). Give it all secrets that are in force: during a rotation there are two.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>How far a webhook's time may be from now.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string SecretPrefix = "whsec_";
    private const string PublicKeyPrefix = "whpk_";
    private const int PublicKeyLength = 32;

    private readonly List<byte[]> _secrets = [];
    private readonly List<byte[]> _publicKeys = [];

    /// <summary>A verifier for one endpoint.</summary>
    /// <param name="secrets">Secrets (<c>whsec_…</c>), or public keys (<c>whpk_…</c>), which need <see cref="Ed25519"/>.</param>
    /// <exception cref="ArgumentException">There is none, or one is neither; the message does not show it.</exception>
    public WebhookVerifier(params string[] secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (var secret in secrets)
        {
            var isPublic = secret?.StartsWith(PublicKeyPrefix, StringComparison.Ordinal) == true;
            (isPublic ? _publicKeys : _secrets).Add(isPublic ? Decode(secret!, PublicKeyPrefix) : Decode(secret ?? "", SecretPrefix));
        }

        if (secrets.Length == 0 || _publicKeys.Exists(key => key.Length != PublicKeyLength))
        {
            throw new ArgumentException("At least one secret is needed, and a public key has 32 bytes.", nameof(secrets));
        }
    }

    /// <summary>Verifies signatures of version <c>v1a</c>; <see langword="null"/>: they are ignored.</summary>
    public Ed25519Verification? Ed25519 { get; init; }

    /// <summary>Verifies a webhook, and reads it.</summary>
    /// <param name="id">The header <c>webhook-id</c>: handle each once.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="signature">The header <c>webhook-signature</c>: one or more, separated by spaces.</param>
    /// <param name="body">The body's bytes as they came: one that was parsed and written again is another one.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidWebhookException">It is not genuine, too old, too far ahead, or cannot be read.</exception>
    public PayoutEvent Verify(string? id, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
        {
            throw new InvalidWebhookException("A header is missing: webhook-id, webhook-timestamp or webhook-signature.");
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw new InvalidWebhookException("The webhook's timestamp is not in seconds.");
        }

        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            throw new InvalidWebhookException("The webhook is too old, or comes from the future.");
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return IsSigned(signed, signature) ? Read(body) : throw new InvalidWebhookException("The webhook is not signed with a secret that is known here.");
    }

    /// <summary>Compares all pairs, whichever of them fits: how long it takes says nothing.</summary>
    private bool IsSigned(byte[] signed, string signatures)
    {
        var isGenuine = false;
        foreach (var part in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var comma = part.IndexOf(',', StringComparison.Ordinal);
            var given = comma < 0 ? null : TryDecode(part[(comma + 1)..]);
            isGenuine |= (comma < 0 ? "" : part[..comma], given) switch
            {
                ("v1", { } mac) => HasSecretOf(signed, mac),
                ("v1a", { } sealing) => HasKeyOf(signed, sealing),
                _ => false,
            };
        }

        return isGenuine;
    }

    private bool HasSecretOf(byte[] signed, byte[] mac)
    {
        var isGenuine = false;
        foreach (var secret in _secrets)
        {
            isGenuine |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, signed), mac);
        }

        return isGenuine;
    }

    private bool HasKeyOf(byte[] signed, byte[] signature)
    {
        var isGenuine = false;
        foreach (var key in _publicKeys)
        {
            isGenuine |= Ed25519?.Invoke(key, signed, signature) == true;
        }

        return isGenuine;
    }

    private static PayoutEvent Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, PayoutsJson.Default.PayoutEvent) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidWebhookException("The webhook is genuine, but this release cannot read it.", exception);
        }
    }

    private static byte[] Decode(string secret, string prefix) =>
        secret.StartsWith(prefix, StringComparison.Ordinal) && TryDecode(secret[prefix.Length..]) is { Length: > 0 } bytes
            ? bytes
            : throw new ArgumentException("A secret is whsec_ or whpk_ and base64.", nameof(secret));

    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
