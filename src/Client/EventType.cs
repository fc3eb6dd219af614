using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What happened.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<EventType>))]
public readonly record struct EventType(string Value) : IWord<EventType>
{
    /// <summary>A payout was stored.</summary>
    public static readonly EventType Created = new("payout.created");

    /// <summary>Heleket has it.</summary>
    public static readonly EventType Broadcast = new("payout.broadcast");

    /// <summary>Paid. Final.</summary>
    public static readonly EventType Confirmed = new("payout.confirmed");

    /// <summary>Not paid. Final.</summary>
    public static readonly EventType Failed = new("payout.failed");

    /// <summary>Cancelled. Final.</summary>
    public static readonly EventType Cancelled = new("payout.cancelled");

    /// <summary>Detail, reason, transaction hash or the decisions of people changed, and not the status.</summary>
    public static readonly EventType Updated = new("payout.updated");

    /// <summary>A person has to look at it.</summary>
    public static readonly EventType AttentionNeeded = new("payout.attention_needed");

    /// <summary>Nobody has to look at it any more.</summary>
    public static readonly EventType AttentionCleared = new("payout.attention_cleared");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    /// <summary>Of an endpoint, not of a payout: it was disabled.</summary>
    public static readonly EventType EndpointDisabled = new("endpoint.disabled");

    /// <summary>Of an endpoint, not of a payout: a test that somebody asked for.</summary>
    public static readonly EventType WebhookTest = new("webhook.test");

    /// <summary>As a filter: every event of a payout.</summary>
    public static readonly EventType AnyOfPayouts = new("payout.*");

    /// <summary>Whether an event of this type has the data of a payout.</summary>
    public bool IsOfPayout => Value.StartsWith("payout.", StringComparison.Ordinal);

    static EventType IWord<EventType>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
