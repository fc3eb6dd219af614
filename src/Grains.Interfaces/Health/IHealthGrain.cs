namespace Payouts.Grains.Interfaces.Health;

/// <summary>Whether a silo can do its work. Stateless: any silo answers. Key 0.</summary>
[GrainInterfaceType("Payouts.IHealthGrain")]
[Alias("payouts.IHealthGrain")]
public interface IHealthGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Writes to the store and reads from it, unless another call just did. Throws the store's exception, or a timeout
    /// if the store does not answer.
    /// </summary>
    /// <returns>False while the silo is still starting.</returns>
    [Alias("Check")]
    Task<bool> Check();
}
