using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>Everything that can happen to a payout after it was made.</summary>
public abstract record PayoutEvent
{
    private PayoutEvent()
    {
    }

    /// <summary>A timer, a sweep or a person woke it.</summary>
    public sealed record Woken : PayoutEvent;

    /// <summary>The client wants it cancelled.</summary>
    public sealed record CancelRequested : PayoutEvent;

    /// <summary>A create was answered: Heleket has it, and it is what we asked for.</summary>
    public sealed record Accepted(ProviderReport Report) : PayoutEvent;

    /// <summary>A create was answered: definitely refused.</summary>
    public sealed record Refused(PayoutReason Reason, bool IsTransient, string Message) : PayoutEvent;

    /// <summary>A create provably did not reach Heleket: it never left, or what stands before Heleket's API refused it. Says nothing of an earlier one; sending it again may help.</summary>
    /// <param name="Message">What happened.</param>
    /// <param name="IsBlocked">Something in front of the API refused it, a firewall for example: that seldom passes unless a person sees to it.</param>
    public sealed record NotSent(string Message, bool IsBlocked = false) : PayoutEvent;

    /// <summary>A create was not sent, because it is not one that Heleket could take; sending it again cannot help.</summary>
    public sealed record Unsendable(string Message) : PayoutEvent;

    /// <summary>A create may have been carried out; nobody knows.</summary>
    public sealed record AnswerLost(string Message) : PayoutEvent;

    /// <summary>Under our order id Heleket shows something else than we asked for.</summary>
    public sealed record EchoMismatched(IReadOnlyList<string> Differs, LogSource Source) : PayoutEvent;

    /// <summary>A look-up found it, and it is what we asked for.</summary>
    public sealed record LookedUp(ProviderReport Report) : PayoutEvent;

    /// <summary>A look-up was answered: Heleket has no such payout.</summary>
    /// <param name="For">
    /// How long it has been so, from the first such answer that this activation got to the moment at which this look-up was begun, by a stopwatch: wall clocks
    /// jump, and differ from silo to silo. Zero for the first.
    /// </param>
    public sealed record NotFound(TimeSpan For = default) : PayoutEvent;

    /// <summary>A look-up was not answered, or not about the payout.</summary>
    public sealed record LookUpFailed(string Message) : PayoutEvent;

    /// <summary>A genuine webhook arrived.</summary>
    public sealed record Notified(ProviderReport Report) : PayoutEvent;

    /// <summary>A genuine webhook arrived that only a look-up can confirm, and the look-up failed.</summary>
    public sealed record Unconfirmed(ProviderReport Report) : PayoutEvent;
}

/// <summary>What the grain has to do once a decision is durable.</summary>
public enum PayoutEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Send the create. Only ever decided together with a stored intent.</summary>
    Submit,

    /// <summary>Ask <c>/v1/payout/info</c>.</summary>
    LookUp,
}

/// <summary>What the machine decided.</summary>
/// <param name="State">The state to store; the very same object when nothing is to be stored.</param>
/// <param name="Effect">What to do after that.</param>
public readonly record struct Decision(PayoutState State, PayoutEffect Effect = PayoutEffect.None);
