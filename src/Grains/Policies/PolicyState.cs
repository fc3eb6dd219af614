using System.Collections.Immutable;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>The document <c>policy</c>.</summary>
/// <param name="Versions">The last of them, the one in force at the end; empty before the first.</param>
/// <param name="Proposals">Those that wait, and the last that do not, in the order of their making.</param>
/// <param name="Unlogged">What the audit may not have logged yet (<see cref="AuditOutbox"/>).</param>
/// <param name="Seal">Made by the storage (<see cref="ISealed{TSelf}"/>).</param>
[Document("policy", format: 1, MostBytes = 16 * 1024 * 1024)]
internal sealed record PolicyState(ImmutableArray<PolicyVersion> Versions, ImmutableArray<Proposal> Proposals, ImmutableArray<AuditDraft>? Unlogged = null, string? Seal = null) : ISealed<PolicyState>
{
    /// <summary>What there is before anything is written.</summary>
    public static PolicyState Empty { get; } = new([], []);

    /// <inheritdoc/>
    public PolicyState WithSeal(string? seal) => this with { Seal = seal };

    /// <summary>The version in force.</summary>
    public PolicyVersion InForce() => Versions.IsEmpty ? PolicyVersion.Zero : Versions[^1];

    /// <summary>A version, if it is kept.</summary>
    public PolicyVersion? Find(int version) => version == 0 ? PolicyVersion.Zero : Versions.FirstOrDefault(kept => kept.Number == version);
}
