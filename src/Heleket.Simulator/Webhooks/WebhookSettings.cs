using System.Text.Json;

namespace Heleket.Simulator.Webhooks;

/// <summary>Configurable webhook behaviour. Applies to webhooks created from now on.</summary>
public sealed record WebhookSettings
{
    /// <summary>Whether webhooks are sent.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Drop all webhooks.</summary>
    public bool DropAll { get; init; }

    /// <summary>Drop the webhooks of these order ids.</summary>
    public ISet<string> DropOrders { get; init; } = new HashSet<string>();

    /// <summary>The number of deliveries of each webhook, 1 to 100.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>
    /// Holds a payout's webhooks until it is final, then delivers them in a different order from the one they were
    /// created in.
    /// </summary>
    public bool Shuffle { get; init; }

    /// <summary>The delay before the first delivery.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Raw JSON that replaces or adds members, by name. Signed like the rest.</summary>
    public IReadOnlyDictionary<string, JsonElement> OddFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Whether a byte order mark is sent first. It is not signed.</summary>
    public bool ByteOrderMark { get; init; }

    internal bool Drops(string orderId) => !Enabled || DropAll || DropOrders.Contains(orderId);
}
