using Heleket.Simulator.Ledgers;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator;

/// <content>Control of the ledger: what Heleket shows that no caller asked for.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>Changes a stored payout silently.</summary>
    /// <param name="id">Its order id (of duplicates: the first), or its uuid.</param>
    /// <param name="patch">The changes.</param>
    /// <returns>The payout as it is now, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentException">A member is out of bounds, or none is given.</exception>
    public LedgerEntry? Patch(string id, LedgerPatch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        lock (_state.Gate)
        {
            return _forger.Patch(id, patch);
        }
    }

    /// <summary>Stores payouts that nobody asked for.</summary>
    /// <returns>The payouts, or <see langword="null"/> if there is none to imitate.</returns>
    /// <exception cref="ArgumentException">A member is out of bounds, or the wallet does not hold as much.</exception>
    public IReadOnlyList<LedgerEntry>? AddForeign(ForeignPayouts payouts)
    {
        ArgumentNullException.ThrowIfNull(payouts);
        lock (_state.Gate)
        {
            return _forger.Foreign(payouts);
        }
    }

    /// <summary>Stores a second payout under an order id.</summary>
    /// <returns>The second payout, or <see langword="null"/> if there is no first.</returns>
    /// <exception cref="ArgumentException">The step is none, or the wallet does not hold as much.</exception>
    public LedgerEntry? AddDuplicate(DuplicatePayout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        lock (_state.Gate)
        {
            return _forger.Duplicate(payout);
        }
    }

    internal Seed BeginSeed() => new(_state);

    /// <summary>Stores a seed, all of it or nothing.</summary>
    internal int Store(Seed seed)
    {
        lock (_state.Gate)
        {
            return seed.Store();
        }
    }
}
