using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of a new payout.</summary>
public static class NewPayoutWords
{
    /// <summary>What an address' own check is worth.</summary>
    public static string Strength(AddressStrength strength) => strength.Value switch
    {
        "strong" => "strong checksum: a mistyped character would have been found",
        "conditional" => "checksum in its capitals: a mistyped character would almost always have been found",
        "weak" => "weak checksum: a mistyped character may not have been found",
        "none" => "no checksum: a mistyped character cannot be found",
        _ => strength.Value
    };

    /// <summary>After an answer that was lost, or none.</summary>
    public const string SendAgain = "Everything you typed is kept, under the same key. Send it again: that is safe, it stays one payout.";

    /// <summary>Before a warning is ticked.</summary>
    public const string TickMissing = "Tick this if it is so. Nothing was sent.";

    /// <summary>Before the end of the address is right.</summary>
    public const string LastSixMissing = "These are not the last 6 characters of the address above. Nothing was sent.";

    /// <summary>When the payout whose place is to be taken has not ended unpaid, or no longer.</summary>
    public const string NotUnpaid = "The payout whose place this takes is not known to have ended unpaid. Do not pay it another way. Nothing was sent.";

    /// <summary>What is ticked, in the words of whoever ticks it.</summary>
    /// <param name="tick">Its name.</param>
    public static string Tick(string tick) => tick switch
    {
        "second" => "A second one is meant.",
        "compared" => "I compared the two: this one is right.",
        _ => "This is a second payout; the first ended unpaid."
    };

    /// <summary>Why a payout cannot be the pattern of a new one; null when it can.</summary>
    public static string? NotAgain(Payout payout) => payout switch
    {
        _ when Receivers.IsUnpaid(payout) || Receivers.IsTrusted(payout) => null,
        _ => "Nothing is filled in from that payout: it is not known how it ended. Do not pay it another way."
    };
}
