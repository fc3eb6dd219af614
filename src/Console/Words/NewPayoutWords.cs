using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of a new payout.</summary>
internal static class NewPayoutWords
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

    /// <summary>How well a receiver is known.</summary>
    /// <param name="times">Confirmed payouts to it.</param>
    public static string Times(int times) => times switch
    {
        0 => "first time",
        1 => "1 payout",
        _ => $"{times} payouts"
    };

    /// <summary>Why a payout cannot be the pattern of a new one; null when it can.</summary>
    public static string? NotAgain(Payout payout) => payout switch
    {
        _ when Receivers.IsUnpaid(payout) || Receivers.IsTrusted(payout) => null,
        _ => "Nothing is filled in from that payout: it is not known how it ended. Do not pay it another way."
    };
}
