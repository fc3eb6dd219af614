using System.Text.Json;

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
