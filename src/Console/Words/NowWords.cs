namespace Payouts.Console.Words;

/// <summary>How things are, in one sentence.</summary>
public static class NowWords
{
    /// <summary>"Everything moves." or what does not.</summary>
    /// <param name="doubt">How many payouts are in doubt, as it is shown; <see langword="null"/>: unknown.</param>
    /// <param name="oldest">For how long the oldest is.</param>
    /// <param name="attention">How many need a person, as it is shown; <see langword="null"/>: unknown.</param>
    public static string Sentence(string? doubt, TimeSpan? oldest, string? attention) => (doubt, attention) switch
    {
        (null, null) => "Nothing is known: the service does not answer.",
        ("0", "0") => "Everything moves.",
        ("0", null) => "Nothing is in doubt. Whether somebody is needed is unknown.",
        (null, _) => $"{Need(attention!)} What is in doubt is unknown.",
        ("0", _) => Need(attention),
        _ => $"{Count(doubt)} in doubt{(oldest is { } age ? $" for {Plural.Duration(age)}" : "")}{(attention is null or "0" ? "" : $", {attention} {(attention == "1" ? "needs" : "need")} you")}.",
    };

    private static string Need(string attention) => $"{Count(attention)} {(attention == "1" ? "needs" : "need")} you.";

    private static string Count(string count) => $"{count} {(count == "1" ? "payout" : "payouts")}";
}
