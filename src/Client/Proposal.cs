using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Payouts.Client;

/// <summary>A policy that somebody wants in force.</summary>
public sealed record Proposal
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The version that was in force when it was made, which it changes.</summary>
    public required long BaseVersion { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProposalStatus Status { get; init; }

    /// <summary>Why, as the proposer says.</summary>
    public required string Note { get; init; }

    /// <summary>The person who proposed it.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>It may be approved before this time only.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who approved, rejected or withdrew it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was rejected or withdrawn, if anybody said.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that it became.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>What a person should know before approving it.</summary>
    public required IReadOnlyList<PolicyWarning> Warnings { get; init; }

    /// <summary>Counts its changes; the service's entity tag.</summary>
    public required long Version { get; init; }

    /// <summary>The policy; <see langword="null"/> in a list.</summary>
    public Policy? Policy { get; init; }

    /// <summary>What it changes; <see langword="null"/> in a list.</summary>
    public IReadOnlyList<PolicyChange>? Changes { get; init; }

    /// <summary>When it is in force on every silo, if it was approved.</summary>
    public DateTimeOffset? EffectiveBy { get; init; }
}

/// <summary>Something that a policy may have, and hardly means.</summary>
public sealed record PolicyWarning
{
    /// <summary>A JSON pointer into the policy.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is a JSON pointer, and the wire calls it so.")]
    public required string Pointer { get; init; }

    /// <summary>What is to be known.</summary>
    public required string Detail { get; init; }
}

/// <summary>One change of the policy.</summary>
public sealed record PolicyChange
{
    /// <summary>Where: a JSON pointer, with the names of rules and limits instead of their places.</summary>
    public required string Path { get; init; }

    /// <summary>What is there in the version that it changes; <see langword="null"/>: nothing.</summary>
    public JsonElement? Was { get; init; }

    /// <summary>What would be there; <see langword="null"/>: nothing.</summary>
    public JsonElement? Becomes { get; init; }
}
