using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heleket.Wire;

namespace Heleket;

/// <summary>
/// Verifies the signature of payout webhooks (docs/heleket.md, "Webhook signature"). The signed bytes are reconstructed
/// in two ways, and a match of either is enough, because both need the key: the body with its <c>sign</c> member cut
/// out byte for byte, and the body re-encoded as PHP does it.
/// </summary>
public static class WebhookVerifier
{
    /// <summary>The longest body that is accepted, in bytes: 64 KiB.</summary>
    public const int MaxBodyLength = SignedObject.MaxLength;

    // A payout webhook is flat, but members that are never read may be nested to any depth.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxBodyLength };

    /// <summary>Verifies and reads a webhook. A leading byte order mark is not part of the signed bytes.</summary>
    /// <param name="body">The bytes as received, before any decoding or model binding.</param>
    /// <param name="payoutKey">The payout key, not the payment key.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static WebhookOutcome Verify(ReadOnlyMemory<byte> body, string payoutKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(payoutKey);
        if (body.Length > MaxBodyLength)
        {
            return new WebhookOutcome.Malformed("The body is longer than 64 KiB.");
        }

        try
        {
            return Judge(body[ByteOrderMark.LengthAt(body.Span)..], payoutKey);
        }
        catch (JsonException)
        {
            // The exception's message can quote the body.
            return new WebhookOutcome.Malformed("The body is not one JSON object whose members can be read and are named once.");
        }
    }

    private static WebhookOutcome Judge(ReadOnlyMemory<byte> body, string payoutKey)
    {
        var signed = SignedObject.Read(body);
        if (string.IsNullOrEmpty(signed.Sign))
        {
            return new WebhookOutcome.BadSignature("There is no `sign`.");
        }

        using var document = JsonDocument.Parse(body, Options);
        var right = Matches(signed.WithoutSign(), signed.Sign, payoutKey) || Matches(Reencode(document.RootElement, signed), signed.Sign, payoutKey);
        return right ? Read(document.RootElement) : new WebhookOutcome.BadSignature("The signature is not that of the payout key.");
    }

    private static byte[] Reencode(JsonElement body, SignedObject signed)
    {
        try
        {
            return signed.NamesTwice ? throw new JsonException("A member is named twice.") : PhpJson.Encode(body, "sign");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("PHP would not write it: a string holds half of a surrogate pair, or it is nested too deep.", e);
        }
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, string sign, string payoutKey) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(HeleketSignature.Compute(bytes, payoutKey)), Encoding.UTF8.GetBytes(sign));

    // Only signed bodies get this far, so the results below reveal nothing to a stranger.
    private static WebhookOutcome Read(JsonElement body)
    {
        if (body.Text("type") != "payout")
        {
            return new WebhookOutcome.Malformed("The webhook's `type` is not `payout`.");
        }

        return body.Payout() is { OrderId.Length: > 0 } payout && body.Member("is_final") is not null
            ? new WebhookOutcome.Genuine(new PayoutWebhook(payout.OrderId, payout))
            : new WebhookOutcome.Malformed("The webhook lacks one of `uuid`, `order_id`, `status`, `is_final`.");
    }
}
