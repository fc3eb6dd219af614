using System.Text.Json;
using Heleket.Simulator.Faults;

namespace Heleket.Simulator.Webhooks;

/// <summary>What happens to webhooks on demand. Applies to those that are made from now on.</summary>
public sealed record WebhookSettings
{
    /// <summary>Whether there are any.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lose all of them.</summary>
    public bool DropAll { get; init; }

    /// <summary>Lose those of these order ids.</summary>
    public ISet<string> DropOrders { get; init; } = new HashSet<string>();

    /// <summary>How often each is delivered; 1 to 100.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Holds a payout's webhooks until it is final, then delivers them in another order than they were made in.</summary>
    public bool Shuffle { get; init; }

    /// <summary>The wait before the first delivery.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Raw JSON in place of members, or as further ones, by name. Signed like the rest.</summary>
    public IReadOnlyDictionary<string, JsonElement> OddFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Sends a byte order mark first. It is not signed.</summary>
    public bool ByteOrderMark { get; init; }

    internal bool Drops(string orderId) => !Enabled || DropAll || DropOrders.Contains(orderId);
}

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
