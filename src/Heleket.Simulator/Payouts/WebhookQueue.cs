namespace Heleket.Simulator.Payouts;

/// <summary>A webhook to be delivered.</summary>
/// <param name="Number">The sequence number within the payout.</param>
/// <param name="Url">The receiver's URL.</param>
/// <param name="Body">The signed body; every attempt sends the same.</param>
/// <param name="NotBefore">The earliest time of the first attempt.</param>
internal sealed record PendingWebhook(int Number, string Url, string Body, DateTimeOffset NotBefore)
{
    /// <summary>The number of failed attempts so far.</summary>
    public int Attempts { get; set; }
}

/// <summary>
/// A payout's webhooks; the head is delivered first and blocks the others. Guarded by
/// <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class WebhookQueue
{
    public Queue<PendingWebhook> Pending { get; private set; } = new();

    /// <summary>Held until the payout is final, to be shuffled.</summary>
    public List<PendingWebhook> Held { get; } = [];

    /// <summary>Whether the head is being delivered or waiting for its time.</summary>
    public bool Busy { get; set; }

    public int Made { get; set; }

    public int Delivered { get; set; }

    public int Lost { get; set; }

    public int Waiting => Pending.Count + Held.Count;

    /// <summary>Removes a settled webhook from any position.</summary>
    public void Settle(int number, bool delivered)
    {
        Pending = new Queue<PendingWebhook>(Pending.Where(webhook => webhook.Number != number));
        _ = delivered ? Delivered++ : Lost++;
    }
}
