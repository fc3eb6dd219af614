using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// Lists in the order of <see cref="PayoutState.Since"/> (docs/http-api.md, "List"). PostgreSQL and SQLite read it from
/// the document, by partial indexes on the expression, so that a payout that never waits has no entry and no column.
/// </summary>
internal static class SinceOrder
{
    /// <summary>
    /// A time as the document has it. In UTC these texts sort as the times do, byte by byte: a fraction has no zeros at
    /// its end, and <c>+</c> sorts before digits and the point.
    /// </summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>Throws <see cref="ArgumentException"/> where a list cannot be had in the order that is asked for.</summary>
    public static void Require(PayoutQuery query)
    {
        if (query.Order == PayoutOrder.Since && !query.MayOrderBySince)
        {
            throw new ArgumentException("Only payouts that wait or need attention are kept in the order of their waiting.", nameof(query));
        }
    }

    /// <summary>Since when the outcome of some payout has been unknown: the first of the list of those, in this order.</summary>
    public static Task<DateTimeOffset?> OldestUnknownAsync(IPayoutStore store, CancellationToken cancellationToken) =>
        OldestAsync(store, PayoutDetail.OutcomeUnknown, cancellationToken);

    /// <summary>Since when some payout has waited for people, and how many do, by a count of the same entries.</summary>
    public static async Task<WaitingApprovals> ApprovalsAsync(IPayoutStore store, long count, CancellationToken cancellationToken) =>
        new(count, count == 0 ? null : await OldestAsync(store, PayoutDetail.AwaitingApproval, cancellationToken));

    private static async Task<DateTimeOffset?> OldestAsync(IPayoutStore store, PayoutDetail detail, CancellationToken cancellationToken) =>
        (await store.QueryAsync(new() { Detail = detail, Order = PayoutOrder.Since, Limit = 1 }, cancellationToken)).Payouts is [{ Standing: { } standing }] ? standing.Since : null;

    /// <summary>A page of the payouts found, one of which is already of the next page if there are more than the limit.</summary>
    /// <param name="query">What was asked for.</param>
    /// <param name="found">What was found, at most one more than the limit.</param>
    /// <param name="read">Reads one.</param>
    public static PayoutPage Page<T>(PayoutQuery query, IReadOnlyCollection<T> found, Func<T, PayoutState> read)
    {
        var states = found.Take(query.Limit).Select(read).ToList();
        var next = found.Count > query.Limit ? PositionOf(query, states[^1]) : null;
        return new PayoutPage([.. states.Select(Standing.Show)], next is not null, next);
    }

    private static PagePosition PositionOf(PayoutQuery query, PayoutState state) =>
        new(query.Order == PayoutOrder.Since ? state.Since : state.Payout.CreatedAt, state.Payout.Id);
}
