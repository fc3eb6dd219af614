namespace Payouts.Grains.Payouts;

/// <summary>The head and the seal of an event (docs/adr/0039): a row of its own, so it proves itself. Pure.</summary>
public static class AuditEvents
{
    private const string Purpose = "event";

    /// <summary>The event with the head of its write, and sealed.</summary>
    public static EventRow Seal(AuditKey key, EventRow row, string head)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(row);
        var headed = row with { Head = head };
        return headed with { Seal = Mac(key, headed).Seal(Members(headed)) };
    }

    /// <summary>Whether the event is as it was written. One without a head is not known to be altered.</summary>
    public static bool IsIntact(AuditKeys keys, EventRow row)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(row);
        return (row.Head, row.Seal) is (null, null) || keys.All.Any(key => Mac(key, row).Seal(Members(row)) == row.Seal);
    }

    private static AuditText Members(EventRow row) => new AuditText("payouts.event.1")
        .Add("payout_id", row.PayoutId)
        .Add("version", row.Version)
        .Add("type", row.Type)
        .Add("client_id", row.ClientId)
        .Add("asset", row.Asset)
        .Add("amount", row.Amount)
        .Add("was", row.Was)
        .Add("status", (Interfaces.Payouts.PayoutStatus?)row.Status)
        .Add("detail", row.Detail)
        .Add("reason", row.Reason)
        .Add("needs_attention", row.NeedsAttention)
        .Add("at", row.At)
        .Add("head", row.Head);

    private static AuditKey.AuditMac Mac(AuditKey key, EventRow row) => key.For(Purpose, row.PayoutId);
}
