using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a payout that is not final waits for.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutDetail>))]
public readonly record struct PayoutDetail(string Value) : IWord<PayoutDetail>
{
    /// <summary>For its time. Nothing was sent.</summary>
    public static readonly PayoutDetail Scheduled = new("scheduled");

    /// <summary>For a second person. Nothing was sent.</summary>
    public static readonly PayoutDetail AwaitingApproval = new("awaiting_approval");

    /// <summary>Ready to send, or refused for a reason that passes.</summary>
    public static readonly PayoutDetail Queued = new("queued");

    /// <summary>A request may be on its way.</summary>
    public static readonly PayoutDetail Submitting = new("submitting");

    /// <summary>A request was sent, and its answer was lost.</summary>
    public static readonly PayoutDetail OutcomeUnknown = new("outcome_unknown");

    /// <summary>Heleket is at it.</summary>
    public static readonly PayoutDetail Processing = new("processing");

    /// <summary>Heleket reports a failure that is not final: it can still be paid.</summary>
    public static readonly PayoutDetail FailedProvisional = new("failed_provisional");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PayoutDetail IWord<PayoutDetail>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
