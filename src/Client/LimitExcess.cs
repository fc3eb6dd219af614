using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What becomes of a payout that does not fit under a limit.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<LimitExcess>))]
public readonly record struct LimitExcess(string Value) : IWord<LimitExcess>
{
    /// <summary>It is not made.</summary>
    public static readonly LimitExcess Refuse = new("refuse");

    /// <summary>It waits until there is room.</summary>
    public static readonly LimitExcess Queue = new("queue");

    /// <summary>It waits for approvals, and then goes over the limit.</summary>
    public static readonly LimitExcess Approve = new("approve");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static LimitExcess IWord<LimitExcess>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
