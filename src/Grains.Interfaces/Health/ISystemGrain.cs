namespace Payouts.Grains.Interfaces.Health;

/// <summary>How the whole cluster is, for its operators. Stateless: any silo answers for all. Key 0.</summary>
[GrainInterfaceType("Payouts.ISystemGrain")]
[Alias("payouts.ISystemGrain")]
public interface ISystemGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Asks silos, sweepers and the store at the same time, and answers within <see cref="Patience"/> with what they
    /// said by then: what did not answer is <see langword="null"/>. Asks nobody unless it is called.
    /// </summary>
    [Alias("Read")]
    Task<SystemReport> Read();

    /// <summary>How long it waits for the slowest.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
}
