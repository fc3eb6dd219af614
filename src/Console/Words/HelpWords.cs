namespace Payouts.Console.Words;

/// <summary>What the page Help says that no document says.</summary>
public static class HelpWords
{
    /// <summary>The shortcuts.</summary>
    public static IReadOnlyList<(string Letters, string What)> Letters { get; } =
    [
        ("/", "go to a payout, client, reference, transaction or Heleket uuid"),
        ("g n", "Now"),
        ("g p", "Payouts"),
        ("g a", "Attention"),
        ("g q", "Approvals"),
        ("j, k", "the next and the previous row"),
        ("Enter", "open the row"),
        ("x, a, r", "in a row of Approvals: select it, and open the page to approve or to reject it; nothing is decided by a letter"),
        ("n", "new payout"),
        ("c", "copy the id"),
        ("r", "load the page again"),
        ("?", "this page"),
        ("Esc", "leave a dialog; nothing is done")
    ];

    /// <summary>How the console writes what it shows.</summary>
    public static IReadOnlyList<string> Formats { get; } =
    [
        "Amounts stand exactly as the API has them, never rounded. The gaps between thousands are not part of them: what you copy is the number.",
        "Addresses are whole wherever you decide. Elsewhere you see the first 8 and the last 6 characters; the button copies all of it.",
        "Times up to a day old are how long ago they were; older ones are dates. Point at one for the exact time. Without scripts all are in UTC.",
        "What others wrote, such as references and memos, stands as they wrote it. A character that cannot be seen is shown by its number, as U+202E."
    ];
}
