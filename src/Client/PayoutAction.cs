using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What the caller may do to a payout now.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutAction>))]
public readonly record struct PayoutAction(string Value) : IWord<PayoutAction>
{
    /// <summary>Cancel it.</summary>
    public static readonly PayoutAction Cancel = new("cancel");

    /// <summary>Have Heleket asked at once.</summary>
    public static readonly PayoutAction LookUp = new("look_up");

    /// <summary>Say that one looks at it.</summary>
    public static readonly PayoutAction ClaimAttention = new("claim_attention");

    /// <summary>Say that nothing is left to look at.</summary>
    public static readonly PayoutAction ResolveAttention = new("resolve_attention");

    /// <summary>Approve it.</summary>
    public static readonly PayoutAction Approve = new("approve");

    /// <summary>Reject it.</summary>
    public static readonly PayoutAction Reject = new("reject");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PayoutAction IWord<PayoutAction>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
