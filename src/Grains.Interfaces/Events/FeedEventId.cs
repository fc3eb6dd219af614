using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Events;

/// <summary>
/// The id of a payout's event, <c>evt_PAYOUT_VERSION</c>, with <c>_a</c> when it is about the need for attention:
/// computed, so the same whoever shows the event and however often.
/// </summary>
/// <param name="PayoutId">The payout's id.</param>
/// <param name="Version">The version that made the event, from 1.</param>
/// <param name="IsAttention">Whether the event is about the need for attention.</param>
[GenerateSerializer, Immutable, Alias("payouts.FeedEventId")]
public readonly record struct FeedEventId(
    [property: Id(0)] string PayoutId,
    [property: Id(1)] long Version,
    [property: Id(2)] bool IsAttention)
{
    /// <summary>The form of an id, as a regular expression.</summary>
    public const string Pattern = "^evt_[0-9a-f]{32}_[1-9][0-9]*(_a)?$";

    private const string Beginning = "evt_";

    /// <summary>Reads an id; returns whether the text is exactly one.</summary>
    public static bool TryParse(string text, out FeedEventId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = default;
        var (payout, version, attention) = text.Split('_') switch
        {
            ["evt", var first, var second] => (first, second, false),
            ["evt", var first, var second, "a"] => (first, second, true),
            _ => ("", "", false),
        };
        if (!Payouts.PayoutId.IsValid(payout) || !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        id = new(payout, number, attention);
        // The parser takes leading zeros too.
        return id.ToString() == text;
    }

    /// <summary>The id as clients see it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Beginning}{PayoutId}_{Version}{(IsAttention ? "_a" : "")}");
}
