using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Where a proposal stands.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<ProposalStatus>))]
public readonly record struct ProposalStatus(string Value) : IWord<ProposalStatus>
{
    /// <summary>It waits for a decision.</summary>
    public static readonly ProposalStatus Proposed = new("proposed");

    /// <summary>It is, or was, in force.</summary>
    public static readonly ProposalStatus Approved = new("approved");

    /// <summary>Somebody rejected it.</summary>
    public static readonly ProposalStatus Rejected = new("rejected");

    /// <summary>The proposer took it back.</summary>
    public static readonly ProposalStatus Withdrawn = new("withdrawn");

    /// <summary>Nobody decided in time.</summary>
    public static readonly ProposalStatus Expired = new("expired");

    /// <summary>Another one came into force meanwhile.</summary>
    public static readonly ProposalStatus Outdated = new("outdated");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static ProposalStatus IWord<ProposalStatus>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
