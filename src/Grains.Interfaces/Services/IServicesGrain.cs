using System.Collections.Immutable;

namespace Payouts;

/// <summary>The pairs of asset and network that Heleket pays out, from its services list. Stateless: any silo answers. Key 0.</summary>
[Alias("payouts.IServicesGrain")]
public interface IServicesGrain : IGrainWithIntegerKey
{
    /// <summary>The last good list; with no <see cref="ServiceList.LoadedAt"/> when Heleket never answered.</summary>
    [Alias("GetServices")]
    Task<ServiceList> GetServices();
}

/// <summary>Heleket's services as last read.</summary>
/// <param name="LoadedAt">When they were read, or <see langword="null"/> if never: then no pair can be refused.</param>
/// <param name="Services">The pairs.</param>
[GenerateSerializer, Immutable, Alias("payouts.ServiceList")]
public sealed record ServiceList(
    [property: Id(0)] DateTimeOffset? LoadedAt,
    [property: Id(1)] ImmutableArray<PayoutService> Services);

/// <summary>One pair that Heleket lists.</summary>
/// <param name="Asset">Upper-case.</param>
/// <param name="Network">Upper-case.</param>
/// <param name="IsAvailable">Heleket takes payouts on it now.</param>
/// <param name="MinAmount">In units of the asset, if Heleket names one.</param>
/// <param name="MaxAmount">In units of the asset, if Heleket names one.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutService")]
public sealed record PayoutService(
    [property: Id(0)] string Asset,
    [property: Id(1)] string Network,
    [property: Id(2)] bool IsAvailable,
    [property: Id(3)] decimal? MinAmount,
    [property: Id(4)] decimal? MaxAmount);
