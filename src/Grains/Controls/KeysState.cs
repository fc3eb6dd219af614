using System.Collections.Immutable;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>The document <c>keys</c>.</summary>
/// <param name="Keys">Made at run time, in the order of their making.</param>
/// <param name="Configured">The configured ones that were revoked.</param>
/// <param name="Unlogged">What the audit may not have logged yet (<see cref="AuditOutbox"/>).</param>
/// <param name="Seal">Made by the storage (<see cref="ISealed{TSelf}"/>).</param>
[Document("keys", format: 1, MostBytes = 1024 * 1024)]
internal sealed record KeysState(ImmutableArray<ServiceKey> Keys, ImmutableArray<RevokedKey> Configured, ImmutableArray<AuditDraft>? Unlogged = null, string? Seal = null) : ISealed<KeysState>
{
    /// <summary>What there is before anything is written.</summary>
    public static KeysState Empty { get; } = new([], []);

    /// <inheritdoc/>
    public KeysState WithSeal(string? seal) => this with { Seal = seal };

    /// <summary>As others are shown it.</summary>
    /// <param name="version">How often it was written.</param>
    public KeyTable Table(int version) => new(version, Keys, Configured);
}
