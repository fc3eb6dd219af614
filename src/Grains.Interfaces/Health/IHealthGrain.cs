namespace Payouts;

/// <summary>Whether a silo can do its work. Stateless: any silo answers. Key 0.</summary>
[Alias("payouts.IHealthGrain")]
public interface IHealthGrain : IGrainWithIntegerKey
{
    /// <summary>Reaches for the store. Throws what the store throws.</summary>
    /// <returns>False while the silo is still starting.</returns>
    [Alias("Check")]
    Task<bool> Check();
}
