using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces.Webhooks;

/// <summary>
/// Receives Heleket's webhooks: verifies the raw bytes, finds the payout and passes the report on. Stateless: any silo
/// answers. Key 0.
/// </summary>
[GrainInterfaceType("Payouts.IWebhookGrain")]
[Alias("payouts.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithIntegerKey
{
    /// <summary>Handles one webhook. Returns once the change that it caused is durable.</summary>
    /// <param name="body">The raw bytes as received, at most 64 KiB.</param>
    [Alias("Receive")]
    Task<WebhookAnswer> Receive(Immutable<byte[]> body);
}

/// <summary>The outcome of a webhook (docs/http-api.md, "Heleket's webhook").</summary>
[GenerateSerializer, Alias("payouts.WebhookAnswer")]
public enum WebhookAnswer
{
    /// <summary>Genuine, for a payout we know.</summary>
    Accepted,

    /// <summary>Genuine, for an order id we do not know.</summary>
    Unknown,

    /// <summary>The signature is missing or wrong.</summary>
    BadSignature,

    /// <summary>Not a JSON object, a second <c>sign</c>, or not of type <c>payout</c>.</summary>
    Malformed,
}
