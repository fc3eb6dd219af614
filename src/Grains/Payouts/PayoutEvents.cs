using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Names the visible changes between two versions of a payout. Pure, and the only place that names a type of event
/// (docs/http-api.md, "Events").
/// </summary>
public static class PayoutEvents
{
    /// <summary>
    /// What <paramref name="after"/> shows that <paramref name="before"/> did not: nothing, one event, or two if
    /// the need for attention changed with something else.
    /// </summary>
    /// <param name="before">The version that is replaced; <see langword="null"/> for the first.</param>
    /// <param name="after">The version that is written.</param>
    public static ImmutableArray<EventRow> Of(Payout? before, Payout after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var change = before is null ? EventTypes.Created
            : before.Status != after.Status ? EventTypes.Became(after.Status)
            : (before.Detail, before.Reason, before.Txid, Given(before)) != (after.Detail, after.Reason, after.Txid, Given(after)) ? EventTypes.Updated
            : null;
        var attention = (before?.NeedsAttention ?? false, after.NeedsAttention) switch
        {
            (false, true) => EventTypes.AttentionNeeded,
            (true, false) => EventTypes.AttentionCleared,
            _ => null,
        };
        return (change, attention) switch
        {
            (null, null) => [],
            ({ } type, null) => [Row(type, before?.Status, after)],
            (null, { } type) => [Row(type, after.Status, after)],
            ({ } first, { } second) => [Row(first, before?.Status, after), Row(second, after.Status, after)],
        };
    }

    /// <summary>
    /// The change that a release without events made to a payout and had not counted yet; several such changes are one
    /// event.
    /// </summary>
    /// <param name="payout">The payout as that release stored it.</param>
    /// <param name="counted">The status under which its totals have the payout; <see langword="null"/> for none.</param>
    public static EventRow OfUncounted(Payout payout, PayoutStatus? counted)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return Row(counted is null && payout.Status == PayoutStatus.Pending ? EventTypes.Created : EventTypes.Became(payout.Status), counted, payout);
    }

    // An approval that is not the last changes nothing else, and those who wait for the next one want to know.
    private static int Given(Payout payout) => payout.Approval?.Decisions.Length ?? 0;

    private static EventRow Row(string type, PayoutStatus? was, Payout after) => new()
    {
        PayoutId = after.Id,
        Version = after.Version,
        Type = type,
        ClientId = after.Request.ClientId,
        Asset = after.Request.Asset,
        Amount = after.Request.Amount,
        Was = was,
        Status = after.Status,
        Detail = after.Detail,
        Reason = after.Reason,
        NeedsAttention = after.NeedsAttention,
        At = was is null ? after.CreatedAt : after.UpdatedAt,
    };
}
