using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a policy decides.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PolicyAction>))]
public readonly record struct PolicyAction(string Value) : IWord<PolicyAction>
{
    /// <summary>The payout is made.</summary>
    public static readonly PolicyAction Allow = new("allow");

    /// <summary>It is made, and waits for approvals.</summary>
    public static readonly PolicyAction Approve = new("approve");

    /// <summary>It is made, and waits until somebody lets it go.</summary>
    public static readonly PolicyAction Hold = new("hold");

    /// <summary>It is not made.</summary>
    public static readonly PolicyAction Refuse = new("refuse");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PolicyAction IWord<PolicyAction>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
