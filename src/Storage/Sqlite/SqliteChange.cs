using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>What totals and series need of an event.</summary>
internal readonly record struct SqliteChange(
    long Position, string ClientId, string Asset, decimal Amount, PayoutStatus? Was, PayoutStatus Status, PayoutReason? Reason, DateTimeOffset At)
{
    /// <summary>Whether the payout entered the status.</summary>
    public bool IsEntry => Was != Status;
}
