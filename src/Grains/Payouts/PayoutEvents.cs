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
    /// <inheritdoc cref="EventTypes.Created"/>
    public const string Created = EventTypes.Created;

    /// <inheritdoc cref="EventTypes.Updated"/>
    public const string Updated = EventTypes.Updated;

    /// <inheritdoc cref="EventTypes.AttentionNeeded"/>
    public const string AttentionNeeded = EventTypes.AttentionNeeded;

    /// <inheritdoc cref="EventTypes.AttentionCleared"/>
    public const string AttentionCleared = EventTypes.AttentionCleared;

    /// <inheritdoc cref="EventTypes.OfPayouts"/>
    public static ImmutableArray<string> Types => EventTypes.OfPayouts;

    /// <inheritdoc cref="EventTypes.Became"/>
    public static string Became(PayoutStatus status) => EventTypes.Became(status);

    /// <summary>
    /// What <paramref name="after"/> shows that <paramref name="before"/> did not: nothing, one event, or two if
    /// the need for attention changed with something else.
    /// </summary>
    /// <param name="before">The version that is replaced; <see langword="null"/> for the first.</param>
    /// <param name="after">The version that is written.</param>
    public static ImmutableArray<EventRow> Of(Payout? before, Payout after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var change = before is null ? Created
            : before.Status != after.Status ? Became(after.Status)
            : (before.Detail, before.Reason, before.Txid) != (after.Detail, after.Reason, after.Txid) ? Updated
            : null;
        var attention = (before?.NeedsAttention ?? false, after.NeedsAttention) switch
        {
            (false, true) => AttentionNeeded,
            (true, false) => AttentionCleared,
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
        At = type == Created ? after.CreatedAt : after.UpdatedAt,
    };
}
