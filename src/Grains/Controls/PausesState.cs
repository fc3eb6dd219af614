using System.Collections.Immutable;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>The document <c>pauses</c>.</summary>
/// <param name="Pauses">In the order of their setting, at most <see cref="IPausesGrain.MostPauses"/>.</param>
/// <param name="Unlogged">What the audit may not have logged yet (<see cref="AuditOutbox"/>).</param>
/// <param name="Seal">Made by the storage (<see cref="ISealed{TSelf}"/>).</param>
[Document("pauses", format: 1, MostBytes = 4 * 1024 * 1024)]
internal sealed record PausesState(ImmutableArray<Pause> Pauses, ImmutableArray<AuditDraft>? Unlogged = null, string? Seal = null) : ISealed<PausesState>
{
    /// <summary>What there is before anything is written.</summary>
    public static PausesState Empty { get; } = new([]);

    /// <inheritdoc/>
    public PausesState WithSeal(string? seal) => this with { Seal = seal };
}
