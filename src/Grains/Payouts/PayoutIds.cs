namespace Payouts.Grains.Payouts;

/// <summary>The form of a payout's id.</summary>
public static class PayoutIds
{
    private const int Length = 32;

    /// <summary>32 lower-case hex digits; nothing else can be a payout of ours.</summary>
    public static bool IsValid(string id) => id.Length == Length && id.All(char.IsAsciiHexDigitLower);
}
