namespace Heleket;

/// <summary>The result of verifying a webhook body with <see cref="WebhookVerifier"/>.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome()
    {
    }

    /// <summary>
    /// Signed with the payout key. Not necessarily new: a captured webhook can be replayed
    /// (docs/heleket.md, "Webhook delivery").
    /// </summary>
    /// <param name="Webhook">The webhook's content.</param>
    public sealed record Genuine(PayoutWebhook Webhook) : WebhookOutcome;

    /// <summary>Readable, but unsigned or not signed with the payout key.</summary>
    /// <param name="Why">For a log; contains nothing from the body.</param>
    public sealed record BadSignature(string Why) : WebhookOutcome;

    /// <summary>
    /// The body cannot be judged, or it is correctly signed but is not about a payout or lacks required members.
    /// </summary>
    /// <param name="Why">For a log; contains nothing from the body.</param>
    public sealed record Malformed(string Why) : WebhookOutcome;
}

/// <summary>A genuine payout webhook (docs/heleket.md, "Webhook payload").</summary>
/// <param name="OrderId">The merchant's order id.</param>
/// <param name="Payout">The payout at the time of the event, without its address.</param>
public sealed record PayoutWebhook(string OrderId, PayoutInfo Payout);
