using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Catalog;

/// <summary>
/// The pairs of asset and network that Heleket pays out, from its services list. Stateless: any silo answers. Key 0.
/// </summary>
[GrainInterfaceType("Payouts.IServicesGrain")]
[Alias("payouts.IServicesGrain")]
public interface IAssetCatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Returns the last good list; without <see cref="ServiceList.LoadedAt"/> if none was ever read.</summary>
    [Alias("GetServices")]
    Task<ServiceList> GetServices();
}

/// <summary>Heleket's services as last read.</summary>
/// <param name="LoadedAt">
/// When they were read, or <see langword="null"/> if never: then it is unknown what can be paid.
/// </param>
/// <param name="Services">The pairs, each once.</param>
[GenerateSerializer, Immutable, Alias("payouts.ServiceList")]
public sealed record ServiceList(
    [property: Id(0)] DateTimeOffset? LoadedAt,
    [property: Id(1)] ImmutableArray<PayoutService> Services)
{
    /// <summary>Whether it was read and is not empty. An empty list does not count as a list (docs/adr/0018).</summary>
    public bool IsGood => LoadedAt is not null && !Services.IsDefaultOrEmpty;

    /// <summary>Returns the entry for a pair, or <see langword="null"/>.</summary>
    /// <param name="asset">Upper-case.</param>
    /// <param name="network">Upper-case.</param>
    public PayoutService? Find(string asset, string network) =>
        Services.FirstOrDefault(service => service.Asset == asset && service.Network == network);
}

/// <summary>One pair that Heleket lists.</summary>
/// <param name="Asset">Upper-case.</param>
/// <param name="Network">Upper-case.</param>
/// <param name="IsAvailable">Whether Heleket takes payouts on it now.</param>
/// <param name="MinAmount">In units of the asset, if Heleket specifies one.</param>
/// <param name="MaxAmount">In units of the asset, if Heleket specifies one.</param>
/// <param name="FeeAmount">The fixed part of Heleket's fee, in units of the asset, if Heleket specifies one.</param>
/// <param name="FeePercent">The variable part of the fee, in percent of the amount, if Heleket specifies one.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutService")]
public sealed record PayoutService(
    [property: Id(0)] string Asset,
    [property: Id(1)] string Network,
    [property: Id(2)] bool IsAvailable,
    [property: Id(3)] decimal? MinAmount,
    [property: Id(4)] decimal? MaxAmount,
    [property: Id(5)] decimal? FeeAmount = null,
    [property: Id(6)] decimal? FeePercent = null);
