namespace Payouts.Grains.Interfaces.Controls;

/// <summary>Shows gateways what this silo last read of the controls. Stateless: any silo answers. Key 0.</summary>
[GrainInterfaceType("Payouts.IControlsGrain")]
[Alias("payouts.IControlsGrain")]
public interface IControlsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Returns the keys, if they are newer than that version. Throws <see cref="OrleansException"/> when this silo read
    /// them too long ago: another one may know.
    /// </summary>
    /// <param name="version">The version that the caller has; -1 if none.</param>
    [AnySilo, Alias("KeysNewerThan")]
    Task<KeysAnswer> KeysNewerThan(int version);
}

/// <summary>The keys as a silo knows them.</summary>
/// <param name="Version">Their version there.</param>
/// <param name="Table"><see langword="null"/> unless they are newer.</param>
[GenerateSerializer, Immutable, Alias("payouts.KeysAnswer")]
public sealed record KeysAnswer([property: Id(0)] int Version, [property: Id(1)] KeyTable? Table);
