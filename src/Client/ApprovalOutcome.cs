using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How an approval ended.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<ApprovalOutcome>))]
public readonly record struct ApprovalOutcome(string Value) : IWord<ApprovalOutcome>
{
    /// <summary>All groups were full.</summary>
    public static readonly ApprovalOutcome Approved = new("approved");

    /// <summary>Somebody rejected it.</summary>
    public static readonly ApprovalOutcome Rejected = new("rejected");

    /// <summary>Its time was over.</summary>
    public static readonly ApprovalOutcome Expired = new("expired");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static ApprovalOutcome IWord<ApprovalOutcome>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
