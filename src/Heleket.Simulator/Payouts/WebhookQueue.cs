namespace Heleket.Simulator.Payouts;

/// <summary>One webhook to be delivered.</summary>
/// <param name="Number">Counts up within the payout.</param>
/// <param name="Url">The receiver.</param>
/// <param name="Body">Signed; every attempt sends the same.</param>
/// <param name="NotBefore">The first attempt's time.</param>
internal sealed record PendingWebhook(int Number, string Url, string Body, DateTimeOffset NotBefore)
{
    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }
}

/// <summary>A payout's webhooks; the head is delivered first, and holds up the others. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class WebhookQueue
{
    public Queue<PendingWebhook> Pending { get; private set; } = new();

    /// <summary>Kept back until the payout is final, to be shuffled.</summary>
    public List<PendingWebhook> Held { get; } = [];

    /// <summary>Whether the head is being delivered or waited for.</summary>
    public bool Busy { get; set; }

    public int Made { get; set; }

    public int Delivered { get; set; }

    public int Lost { get; set; }

    public int Waiting => Pending.Count + Held.Count;

    /// <summary>Takes out the one that was dealt with, wherever it stands.</summary>
    public void Settle(int number, bool delivered)
    {
        Pending = new Queue<PendingWebhook>(Pending.Where(webhook => webhook.Number != number));
        _ = delivered ? Delivered++ : Lost++;
    }
}
