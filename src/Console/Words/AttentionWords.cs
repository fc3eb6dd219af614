using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Attention.</summary>
public static class AttentionWords
{
    /// <summary>Whether a reason passes only when a person sets something right.</summary>
    public static bool IsForPeople(PayoutReason? reason) =>
        reason?.Value is "insufficient_funds" or "wallet_not_found" or "authentication_failed" or "payouts_blocked";

    /// <summary>What to do, as the heading of a group.</summary>
    public static string Heading(ToDo toDo) => toDo switch
    {
        ToDo.Decide => "Compare and decide",
        ToDo.Ask => "Ask Heleket",
        ToDo.SetRight => "Set something right",
        _ => "Wait: these go on by themselves"
    };

    /// <summary>How it is done.</summary>
    public static string Hint(ToDo toDo) => toDo switch
    {
        ToDo.Decide => "Heleket shows something else than we asked for or hold. Open it, compare it with Heleket's dashboard, and resolve it there with a note.",
        ToDo.Ask => "We do not know how these ended. Do not pay them another way. Asking is always safe; if Heleket does not know, write to its support.",
        ToDo.SetRight => "Nothing was sent. They are sent by themselves as soon as the cause is gone.",
        _ => "Nothing to do. They are here because they have taken long."
    };

    /// <summary>What the page's heading says.</summary>
    /// <param name="marked">How many are marked for a person: what the menu counts.</param>
    /// <param name="late">How many more are late and do not end by themselves.</param>
    public static string Title(int marked, int late) => (marked, late) switch
    {
        (0, 0) => "Nothing needs you",
        (0, _) => $"{Plural.Of(late, "payout")} {(late == 1 ? "is" : "are")} late",
        (_, 0) => $"{Plural.Of(marked, "payout")} {(marked == 1 ? "needs" : "need")} you",
        _ => $"{Title(marked, 0)}, {late} more {(late == 1 ? "is" : "are")} late"
    };

    /// <summary>How a sentence ends that says when what is due was last looked for.</summary>
    /// <param name="lag">By how much the next look is late.</param>
    public static string SweepLate(TimeSpan lag) => lag > TimeSpan.Zero ? $"; the next look is {Plural.Duration(lag)} late." : ".";

    /// <summary>How many go on by themselves.</summary>
    public static string Waiting(int count) => count switch
    {
        0 => "None is late that goes on by itself.",
        1 => "1 more has taken long and goes on by itself.",
        _ => $"{count} more have taken long and go on by themselves."
    };
}
