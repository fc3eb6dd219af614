using System.Globalization;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of a client's limits.</summary>
public static class LimitWords
{
    /// <summary>What one count is about: "within 1 day, of this client, in USDT".</summary>
    public static string Counts(Limit limit, LimitUsage usage)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(usage);
        var owner = usage.ClientId is null ? ", of all clients together" : ", of this client";
        return $"within {PolicyWords.Span(limit.Window)}{owner}{(usage.Asset is { } asset ? $", in {asset}" : "")}{(usage.Network is { } network ? $" on {network}" : "")}";
    }

    /// <summary>What becomes of a payout that does not fit.</summary>
    public static string Excess(Limit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return PolicyWords.Excess(limit.OnExcess.Value, "approvals");
    }

    /// <summary>Whether nothing more fits now.</summary>
    public static bool IsFull(LimitUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return usage.Room.Amount is 0 || usage.Room.Count is 0;
    }

    /// <summary>A number as HTML has it.</summary>
    public static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
