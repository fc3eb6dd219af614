using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Names the visible changes between two versions of a payout. Pure, and the only place that names a type of event
/// (docs/http-api.md, "Events").
/// </summary>
public static class PayoutEvents
{
    /// <summary>The first version was stored.</summary>
    public const string Created = "payout.created";

    /// <summary>Detail, reason or transaction hash changed, but not the status.</summary>
    public const string Updated = "payout.updated";

    /// <summary>A person has to look at it from now on.</summary>
    public const string AttentionNeeded = "payout.attention_needed";

    /// <summary>Nobody has to look at it any more.</summary>
    public const string AttentionCleared = "payout.attention_cleared";

    /// <summary>Every type of event of a payout.</summary>
    public static ImmutableArray<string> Types { get; } =
    [
        Created, Updated, AttentionNeeded, AttentionCleared,
        .. Enum.GetValues<PayoutStatus>().Where(status => status != PayoutStatus.Pending).Select(Became),
    ];

    /// <summary>The type that says that a payout became <paramref name="status"/>, which no payout becomes again.</summary>
    public static string Became(PayoutStatus status) => $"payout.{EnumNames.Of(status)}";

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
