using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// What the controls say of sending, from this silo's snapshot of them: no call, and no memory of an answer, which is
/// out of date as soon as the snapshot is.
/// </summary>
public interface ISendControls
{
    /// <summary>How long a snapshot may be used: what was decided elsewhere holds here after so long at the latest.</summary>
    TimeSpan Lease { get; }

    /// <summary>
    /// Changes whenever a pause was set or lifted; <see langword="null"/> while the snapshot is too old.
    /// </summary>
    int? PausesVersion { get; }

    /// <summary>Whether a payout may be sent at this moment.</summary>
    SendGate GateOf(PayoutRequest request);

    /// <summary>
    /// What the policy, the client's address book and, for what leaves at once, the limits say of a payout that is about
    /// to be made. Holds that it comes with are counted already.
    /// </summary>
    /// <param name="id">The payout's id.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="gate">What <see cref="GateOf"/> said: nothing is held for what does not leave now.</param>
    /// <param name="now">The time.</param>
    /// <returns><see langword="null"/>: there is nothing to judge.</returns>
    /// <exception cref="OrleansException">Somebody who has to be asked cannot be.</exception>
    ValueTask<Admission?> JudgeAsync(string id, CreatePayout command, SendGate gate, DateTimeOffset now);

    /// <summary>Whether somebody has to be asked before a payout that was never sent leaves.</summary>
    bool MustAdmit(PayoutState state);

    /// <summary>
    /// Asks the client's address book, then the limits, which hold room for it from then on. What it holds stays if it
    /// counts where it would now; else that is given back, and the limits are asked when its row is without.
    /// </summary>
    /// <returns>
    /// <see cref="PayoutEvent.Released"/>, <see cref="PayoutEvent.Admitted"/>, <see cref="PayoutEvent.NotAdmitted"/>, <see cref="PayoutEvent.AddressRevoked"/>;
    /// or a wake-up that finds nothing out, where somebody cannot be asked.
    /// </returns>
    /// <param name="state">The payout as it is stored.</param>
    /// <param name="seenAt">A timestamp from before its row was last read or written.</param>
    Task<PayoutEvent> AdmitAsync(PayoutState state, long seenAt);

    /// <summary>
    /// Whether what began or was seen at a timestamp may still be relied on: holds be stored in the row, or be given back.
    /// </summary>
    bool IsUsable(long timestamp);

    /// <summary>Whether what was judged may be stored: not long ago, and by the policy that is in force.</summary>
    bool IsUsable(Admission admission);

    /// <summary>Says that the row has these holds, after its write; does not wait.</summary>
    Task ConfirmAsync(IEnumerable<LimitHold> holds);

    /// <summary>Gives back holds that are in no row, nor will be: what cannot be given back now, the limits find.</summary>
    Task ForgetAsync(string id, IEnumerable<LimitHold> holds);

    /// <summary>Gives holds back that the row has.</summary>
    /// <returns>False: that could not be done; the row has to be read, and it be tried again.</returns>
    Task<bool> ReleaseAsync(string id, IEnumerable<LimitHold> holds, long seenAt);
}
