using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>Everything that can happen to a payout after its creation.</summary>
public abstract record PayoutEvent
{
    private PayoutEvent()
    {
    }

    /// <summary>Woken by a timer, a sweep or an operator.</summary>
    /// <param name="Gate">What the controls say of sending it now.</param>
    /// <param name="MustAdmit">Whether its address book or limits have to be asked before it is sent.</param>
    public sealed record Woken(SendGate Gate = SendGate.Open, bool MustAdmit = false) : PayoutEvent;

    /// <summary>Its address book and limits let it leave.</summary>
    /// <param name="Holds">What the limits hold for it, instead of what they held before.</param>
    /// <param name="ReservedAt">When that was asked, as a timestamp.</param>
    public sealed record Admitted(ImmutableArray<LimitHold> Holds, long ReservedAt) : PayoutEvent;

    /// <summary>A limit has no room for it. What the limits held for it before was given back.</summary>
    /// <param name="Limit">The limit's name.</param>
    /// <param name="Window">The limit's window: the payout waits at least so long for room.</param>
    /// <param name="At">When it may fit; <see langword="null"/>: never.</param>
    /// <param name="Plan">Who may let it go over the limit; <see langword="null"/>: it waits for room.</param>
    /// <param name="ShownTo">Who was shown a secret of the key that made it, and so may not approve; default: nobody.</param>
    public sealed record NotAdmitted(string Limit, TimeSpan Window, DateTimeOffset? At, ApprovalNeed? Plan = null, ImmutableArray<string> ShownTo = default) : PayoutEvent;

    /// <summary>The entry of the address book that it needs is no longer active.</summary>
    public sealed record AddressRevoked : PayoutEvent;

    /// <summary>What limits held for it was given back.</summary>
    public sealed record Released : PayoutEvent;

    /// <summary>The client requested cancellation.</summary>
    public sealed record CancelRequested(Caller? By = null) : PayoutEvent;

    /// <summary>A person decided on it, and may (<see cref="ApprovalRules"/>).</summary>
    public sealed record Decided(ApprovalDecision Decision, Caller By) : PayoutEvent;

    /// <summary>A person wants Heleket to be asked again.</summary>
    public sealed record LookUpRequested(Caller By) : PayoutEvent;

    /// <summary>A person works on what needs attention.</summary>
    public sealed record AttentionClaimed(string? Note, Caller By) : PayoutEvent;

    /// <summary>A person found that nothing needs attention any more.</summary>
    public sealed record AttentionResolved(string Note, Caller By) : PayoutEvent;

    /// <summary>A create succeeded: Heleket has the payout, and it matches our request.</summary>
    public sealed record Accepted(ProviderReport Report) : PayoutEvent;

    /// <summary>A create was definitely refused.</summary>
    public sealed record Refused(PayoutReason Reason, bool IsTransient, string Message) : PayoutEvent;

    /// <summary>
    /// A create provably did not reach Heleket: it never left, or something in front of Heleket's API refused it. Tells
    /// nothing about an earlier create; sending again may help.
    /// </summary>
    /// <param name="Message">What happened.</param>
    /// <param name="IsBlocked">
    /// Something in front of the API refused it, for example a firewall; that seldom clears without an operator.
    /// </param>
    public sealed record NotSent(string Message, bool IsBlocked = false) : PayoutEvent;

    /// <summary>
    /// After the intent was stored and before its first byte it turned out that it may not be sent now: nothing left.
    /// Tells nothing about an earlier create.
    /// </summary>
    /// <param name="Reason">Why: <c>paused</c>, <c>controls_unavailable</c> or <c>insufficient_funds</c>.</param>
    /// <param name="Message">The same for people.</param>
    public sealed record NotReady(PayoutReason Reason, string Message) : PayoutEvent
    {
        /// <summary>What the controls say.</summary>
        /// <param name="gate">Paused or stale.</param>
        public static NotReady Of(SendGate gate) => gate == SendGate.Paused
            ? new(PayoutReason.Paused, "Not sent: paused.")
            : new(PayoutReason.ControlsUnavailable, "Not sent: the controls could not be read.");
    }

    /// <summary>There is money for it now: it leaves the queue for funds.</summary>
    /// <param name="Gate">What the controls say of sending it now.</param>
    /// <param name="MustAdmit">Whether its address book or limits have to be asked before it is sent.</param>
    public sealed record Funded(SendGate Gate = SendGate.Open, bool MustAdmit = false) : PayoutEvent;

    /// <summary>A create was not sent because Heleket could not accept it; sending again cannot help.</summary>
    public sealed record Unsendable(string Message) : PayoutEvent;

    /// <summary>A create may have been carried out; the outcome is unknown.</summary>
    public sealed record AnswerLost(string Message) : PayoutEvent;

    /// <summary>Under our order id Heleket shows something other than what we requested.</summary>
    public sealed record EchoMismatched(IReadOnlyList<string> Differs, LogSource Source) : PayoutEvent;

    /// <summary>A lookup found it, and it matches our request.</summary>
    public sealed record LookedUp(ProviderReport Report) : PayoutEvent;

    /// <summary>A lookup succeeded: Heleket has no such payout.</summary>
    /// <param name="For">
    /// How long this has lasted, from the first such answer in this activation to the start of this lookup, by a
    /// stopwatch: wall clocks jump and differ between silos. Zero for the first.
    /// </param>
    /// <param name="Gate">What the controls say of sending it again now.</param>
    public sealed record NotFound(TimeSpan For = default, SendGate Gate = SendGate.Open) : PayoutEvent;

    /// <summary>A lookup got no answer, or one that is not about the payout.</summary>
    public sealed record LookUpFailed(string Message) : PayoutEvent;

    /// <summary>A genuine webhook arrived.</summary>
    public sealed record Notified(ProviderReport Report) : PayoutEvent;

    /// <summary>A genuine webhook arrived that only a lookup can confirm, and the lookup failed.</summary>
    public sealed record Unconfirmed(ProviderReport Report) : PayoutEvent;
}

/// <summary>What the grain must do once a decision is durable.</summary>
public enum PayoutEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Send the create. Only ever decided together with a stored intent.</summary>
    Submit,

    /// <summary>Query <c>/v1/payout/info</c>.</summary>
    LookUp,

    /// <summary>Ask its address book and limits whether it may leave.</summary>
    Admit,

    /// <summary>Give back what limits hold for it.</summary>
    Release,
}

/// <summary>A decision of the machine.</summary>
/// <param name="State">The state to store; the same instance if nothing is to be stored.</param>
/// <param name="Effect">What to do once it is stored.</param>
public readonly record struct Decision(PayoutState State, PayoutEffect Effect = PayoutEffect.None);
