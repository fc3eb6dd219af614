namespace Heleket;

/// <summary>What <see cref="WebhookVerifier"/> made of a webhook's body.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome()
    {
    }

    /// <summary>
    /// Signed by whoever holds the payout key. Not necessarily new: a captured webhook can be replayed
    /// (docs/heleket.md, "Webhook delivery").
    /// </summary>
    /// <param name="Webhook">What it says.</param>
    public sealed record Genuine(PayoutWebhook Webhook) : WebhookOutcome;

    /// <summary>Readable, but unsigned or signed with something else.</summary>
    /// <param name="Why">For a log; holds nothing of the body.</param>
    public sealed record BadSignature(string Why) : WebhookOutcome;

    /// <summary>Not a webhook that can be judged, or, signed rightly, one that is not about a payout or lacks what it needs.</summary>
    /// <param name="Why">For a log; holds nothing of the body.</param>
    public sealed record Malformed(string Why) : WebhookOutcome;
}

/// <summary>A genuine payout webhook (docs/heleket.md, "Webhook payload").</summary>
/// <param name="OrderId">Our id.</param>
/// <param name="Payout">The payout at the time of the event; has no address.</param>
public sealed record PayoutWebhook(string OrderId, PayoutInfo Payout);
