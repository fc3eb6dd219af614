using System.Collections.Immutable;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What the console says of pauses.</summary>
public static class PauseWords
{
    private const int MostOfAReason = 140;

    /// <summary>What can be paused.</summary>
    public static ImmutableArray<(string Kind, string Word)> Kinds { get; } = [("all", "Everything"), ("asset", "A coin"), ("network", "A network"), ("client", "A client")];

    /// <summary>Why everything is paused, where there was no time to say it.</summary>
    public const string AtOnce = "Stopped at once; the reason follows";

    /// <summary>Why everything is paused, most often.</summary>
    public static ImmutableArray<string> Reasons { get; } = ["The balance looks wrong", "Payouts go where they should not", "Heleket behaves oddly"];

    /// <summary>What has to be typed before a pause is lifted: which coin, network or client, or all.</summary>
    /// <param name="scope">As the API names it.</param>
    public static string Word(string scope) => scope.Split(':', 2)[^1];

    /// <summary>Another word was typed, or none.</summary>
    public const string WordMissing = "This is not the word: nothing was lifted.";

    /// <summary>What a pause holds back; one of a kind that this release does not know is shown as the API writes it.</summary>
    /// <param name="scope">As the API names it.</param>
    /// <param name="inSentence">Not at its beginning.</param>
    public static string What(string scope, bool inSentence = false)
    {
        var (article, everything) = inSentence ? ("the", "everything") : ("The", "Everything");
        return scope.Split(':', 2) switch
        {
            ["all"] => everything,
            ["asset", var asset] => $"{article} coin {asset}",
            ["network", var network] => $"{article} network {network}",
            ["client", var client] => $"{article} client {client}",
            _ => scope,
        };
    }

    /// <summary>What the page's heading says.</summary>
    /// <param name="scopes">What is paused.</param>
    public static string Title(IReadOnlyList<string> scopes) => scopes switch
    {
        [] => "Nothing is paused",
        [var only] => $"{What(only)} is paused",
        _ when scopes.Contains("all") => "Everything is paused",
        _ => $"{scopes.Count} things are paused",
    };

    /// <summary>How many wait.</summary>
    public static string Held(long count) => count switch
    {
        0 => "No payout waits.",
        1 => "1 payout waits.",
        _ => $"{Plural.Of(count, "payout")} wait.",
    };

    /// <summary>Who set a pause; "somebody" where the API does not say.</summary>
    public static string By(Caller? by) => by?.Person ?? (by?.Key is { } key ? $"key {key}" : "somebody");

    /// <summary>As much of a reason as has room on every page.</summary>
    public static string InShort(string reason) =>
        reason.Length <= MostOfAReason ? reason : reason[..(char.IsHighSurrogate(reason[MostOfAReason - 1]) ? MostOfAReason - 1 : MostOfAReason)] + "…";
}
