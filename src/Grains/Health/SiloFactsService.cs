using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Payouts.Grains.Health;

/// <summary>A silo's own answer. One per silo, reached by the silo's address.</summary>
[GrainInterfaceType("Payouts.ISiloFactsService")]
[Alias("payouts.ISiloFactsService")]
public interface ISiloFactsService : IGrainService
{
    /// <summary>What the silo knows of itself.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<SiloFacts> Read();
}

/// <inheritdoc cref="ISiloFactsService"/>
[Reentrant]
public sealed class SiloFactsService(GrainId id, Silo silo, ILoggerFactory loggers, SiloWitness witness) : GrainService(id, silo, loggers), ISiloFactsService
{
    /// <inheritdoc/>
    public Task<SiloFacts> Read() => Task.FromResult(witness.Facts);
}

/// <summary>Asks silos for their own answer.</summary>
public sealed class SiloFactsClient(IServiceProvider services, SiloWitness witness, ILocalSiloDetails local) : GrainServiceClient<ISiloFactsService>(services)
{
    /// <summary>
    /// Asks one silo; of this one it knows the answer. Fails if the silo is gone, or of a release that has no answer.
    /// </summary>
    public Task<SiloFacts> Read(SiloAddress silo) => silo.Equals(local.SiloAddress) ? Task.FromResult(witness.Facts) : GetGrainService(silo).Read();
}
