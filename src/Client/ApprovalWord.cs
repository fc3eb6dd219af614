using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What somebody decided.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<ApprovalWord>))]
public readonly record struct ApprovalWord(string Value) : IWord<ApprovalWord>
{
    /// <summary>It may be sent.</summary>
    public static readonly ApprovalWord Approved = new("approved");

    /// <summary>It is never sent.</summary>
    public static readonly ApprovalWord Rejected = new("rejected");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static ApprovalWord IWord<ApprovalWord>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
