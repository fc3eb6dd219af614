using System.Collections.Immutable;

namespace Payouts.Console.Words;

/// <summary>What a person may do to a payout, in words.</summary>
/// <param name="Action">The API's word in <c>actions</c>.</param>
/// <param name="Path">The last part of its address.</param>
/// <param name="Button">On the payout's page.</param>
/// <param name="Weight">0: done at once. 1: after a page or dialog that says what it does.</param>
/// <param name="Effect">What it does, and what cannot be undone.</param>
/// <param name="Keep">The way out, which shares no word with the button.</param>
/// <param name="Note">The most characters of a note, 0 for none.</param>
/// <param name="Done">The word for <see cref="Sentences.Done"/>.</param>
public sealed record Decision(string Action, string Path, string Button, int Weight, string Effect, string Keep, int Note, string Done)
{
    /// <summary>All.</summary>
    public static ImmutableArray<Decision> All { get; } =
    [
        new("look_up", "look-up", "Ask Heleket now", 0, "It only asks: nothing is sent, and nothing can happen twice.", "Go back", 0, "asked"),
        new("claim_attention", "claim", "Claim", 1, "Others see that you work on it. The payout goes on as before.", "Leave it", 1000, "claimed"),
        new("resolve_attention", "resolve", "Resolve attention", 1, "The mark is cleared, with your note in the history. The status stays as it is, and no money moves.", "Leave the mark", 1000, "resolved"),
        new("approve", "approve", "Approve", 1, "You say that it may be sent. If yours is the last approval that it needs, it is sent now.", "Not now", 500, "approved"),
        new("reject", "reject", "Reject", 1, "It is cancelled for good, with your reason in the history. To pay it after all takes a new payout.", "Let it wait", 500, "rejected"),
        new("cancel", "cancel", "Cancel the payout", 1, "It is never sent. This cannot be undone: to pay it after all takes a new payout.", "Keep it", 0, "cancelled"),
    ];

    /// <summary>Whether the note must be given.</summary>
    public bool NeedsNote => Action is "resolve_attention" or "reject";

    /// <summary>What the note is to say.</summary>
    public string NoteLabel => Action switch
    {
        "resolve_attention" => "Note: what was found, what was done",
        "reject" => "Why",
        _ => "Note, if there is something to say",
    };

    /// <summary>Whether it takes something away.</summary>
    public bool Takes => Action is "cancel" or "reject";

    /// <summary>The one of an action; <see langword="null"/> for one that this console has no page for.</summary>
    /// <param name="action">The API's word.</param>
    public static Decision? Of(string action) => All.FirstOrDefault(decision => decision.Action == action);
}
