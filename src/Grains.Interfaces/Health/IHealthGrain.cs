using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Interfaces.Health;

/// <summary>Whether a silo can do its work. Stateless: any silo answers. Key 0.</summary>
[GrainInterfaceType("Payouts.IHealthGrain")]
[Alias("payouts.IHealthGrain")]
public interface IHealthGrain : IGrainWithIntegerKey
{
    /// <summary>For gateways of an earlier release: as <see cref="Read"/>.</summary>
    /// <returns>Whether the silo is ready.</returns>
    [Alias("Check")]
    Task<bool> Check();

    /// <summary>
    /// Writes to the store and reads from it, unless another call just did. Throws the store's exception, or a timeout
    /// if the store does not answer.
    /// </summary>
    [Alias("Read")]
    Task<HealthReport> Read();
}

/// <summary>How a silo is whose store works.</summary>
/// <param name="HasStarted">False while it is still starting.</param>
/// <param name="Paused">What is paused, as <see cref="PauseScope.ToString"/> writes it; default: the silo could not read it lately, and sends nothing.</param>
[GenerateSerializer, Immutable, Alias("payouts.HealthReport")]
public sealed record HealthReport([property: Id(0)] bool HasStarted, [property: Id(1)] ImmutableArray<string> Paused)
{
    /// <summary>Whether it can do its work.</summary>
    public bool IsReady => HasStarted && !Paused.IsDefault;
}
