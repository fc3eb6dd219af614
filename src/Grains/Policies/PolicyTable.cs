namespace Payouts.Grains.Policies;

/// <summary>The policy in force, as a silo read it.</summary>
/// <param name="DocumentVersion">Of the document: proposals count too.</param>
/// <param name="InForce"><see langword="null"/>: it allows everything, and there is nothing to judge.</param>
/// <param name="CoolingOff">How long an address that was added is not active yet.</param>
public sealed record PolicyTable(int DocumentVersion, CompiledPolicy? InForce, TimeSpan CoolingOff)
{
    /// <summary>Compiles what is stored.</summary>
    /// <exception cref="InvalidDataException">This machine cannot judge by it.</exception>
    internal static PolicyTable Of(PolicyState state, int version) => new(version, CompiledPolicy.Of(state.InForce()), state.InForce().Policy.AddressBook.CoolingOff);
}
