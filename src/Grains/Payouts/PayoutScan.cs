using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>One of a payout's times, by which all payouts that have it are kept in order.</summary>
public enum PayoutTime
{
    /// <summary><see cref="Payout.CreatedAt"/>: of all payouts, or of one client's.</summary>
    Created,

    /// <summary><see cref="Payout.AcceptedAt"/>: of one account's.</summary>
    Accepted,

    /// <summary><see cref="Payout.SettledAt"/>: of one account's.</summary>
    Settled,

    /// <summary><see cref="FundsQueue.Since"/>: of one account's in one asset.</summary>
    Funds,
}

/// <summary>
/// A part of the payouts in the order of a time and then of their ids, both ascending. Pages follow each other exactly
/// while payouts come and change: each begins after a position, whoever is there now. Payouts whose columns an earlier
/// release wrote are not found by <see cref="PayoutTime.Accepted"/> and <see cref="PayoutTime.Settled"/> before their
/// next change (docs/adr/0040).
/// </summary>
public sealed record PayoutScan
{
    /// <summary>As many payouts as a page has at most.</summary>
    public const int MostRows = 1000;

    /// <summary>The order.</summary>
    public required PayoutTime By { get; init; }

    /// <summary>The account; needed for all orders but <see cref="PayoutTime.Created"/>, which does not know it.</summary>
    public string? Account { get; init; }

    /// <summary>The asset; needed for <see cref="PayoutTime.Funds"/>, and for no other.</summary>
    public string? Asset { get; init; }

    /// <summary>The client; only for <see cref="PayoutTime.Created"/>, <see langword="null"/> for all.</summary>
    public string? ClientId { get; init; }

    /// <summary>At or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Strictly after this position: <see cref="Place"/> of the last payout of the page before.</summary>
    public PagePosition? After { get; init; }

    /// <summary>1 to <see cref="MostRows"/>. Fewer are found only where no more are left.</summary>
    public int Limit { get; init; } = MostRows;

    /// <summary>The position strictly after which the page begins; nothing has an empty id.</summary>
    public PagePosition Begin =>
        WholeMilliseconds.Ceiling(From ?? DateTimeOffset.MinValue) is var from && After is { } after && after.At >= from ? after : new(from, "");

    /// <summary>The first time beyond the page, whole milliseconds.</summary>
    public DateTimeOffset End => WholeMilliseconds.Ceiling(To ?? DateTimeOffset.MaxValue);

    /// <summary>The position of a payout that was found.</summary>
    /// <exception cref="ArgumentException">It has no such time.</exception>
    public PagePosition Place(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var at = By switch
        {
            PayoutTime.Created => state.Payout.CreatedAt,
            PayoutTime.Accepted => state.Payout.AcceptedAt,
            PayoutTime.Settled => state.Payout.SettledAt,
            _ => FundsQueue.Since(state),
        };
        return new(at ?? throw new ArgumentException($"Payout {state.Payout.Id} has no place in the order of {By}.", nameof(state)), state.Payout.Id);
    }

    /// <summary>Throws <see cref="ArgumentException"/> for a scan that no index has, and for a page that is too large.</summary>
    public void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, MostRows);
        var isKept = By switch
        {
            PayoutTime.Created => (Account, Asset) is (null, null),
            PayoutTime.Funds => (Account, Asset, ClientId) is (not null, not null, null),
            _ => (Account, Asset, ClientId) is (not null, null, null),
        };
        if (!isKept)
        {
            throw new ArgumentException($"The order of {By} is not kept by what is asked for.");
        }
    }
}
