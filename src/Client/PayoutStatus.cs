using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Where a payout stands. It only moves down this list; the last three are final.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutStatus>))]
public readonly record struct PayoutStatus(string Value) : IWord<PayoutStatus>
{
    /// <summary>Not known to be at Heleket.</summary>
    public static readonly PayoutStatus Pending = new("pending");

    /// <summary>Heleket has it and has not finished.</summary>
    public static readonly PayoutStatus Broadcast = new("broadcast");

    /// <summary>Paid. Final.</summary>
    public static readonly PayoutStatus Confirmed = new("confirmed");

    /// <summary>Not paid, and never will be; see the reason. Final.</summary>
    public static readonly PayoutStatus Failed = new("failed");

    /// <summary>Cancelled before anything was sent, or by Heleket. Final.</summary>
    public static readonly PayoutStatus Cancelled = new("cancelled");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    /// <summary>Whether a payout in this status never leaves it. False for a word that this release does not know.</summary>
    public bool IsFinal => this == Confirmed || this == Failed || this == Cancelled;

    static PayoutStatus IWord<PayoutStatus>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
