using Payouts.Grains.Interfaces.Health;

namespace Payouts.Grains.Health;

/// <summary>What a silo alone knows of itself. <see langword="null"/> is what never was since it started.</summary>
/// <param name="Version">Its release.</param>
/// <param name="Heleket">How Heleket looks from there.</param>
/// <param name="LastWebhookAt">When it received a genuine webhook.</param>
/// <param name="CatalogReadAt">When it read the services list that it uses.</param>
/// <param name="ControlsAge">How old the copy of the controls is that it decides from.</param>
[GenerateSerializer, Immutable, Alias("payouts.SiloFacts")]
public sealed record SiloFacts(
    [property: Id(0)] string Version, [property: Id(1)] HeleketReport Heleket, [property: Id(2)] DateTimeOffset? LastWebhookAt, [property: Id(3)] DateTimeOffset? CatalogReadAt,
    [property: Id(4)] TimeSpan? ControlsAge = null);
