using System.Globalization;
using System.Text;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Provider;

/// <summary>One payout as Heleket has it.</summary>
internal sealed class LedgerEntry(Order order, bool isOther, TimeSpan visibleAt)
{
    private readonly List<(TimeSpan At, RawStatus Status)> _statuses = [];

    public Order Order => order;

    /// <summary>Heleket holds another amount than was asked for.</summary>
    public bool IsOther => isOther;

    /// <summary>Look-ups do not find it before.</summary>
    public TimeSpan VisibleAt => visibleAt;

    public bool WasPaid { get; private set; }

    public bool EndedUnpaid { get; private set; }

    public RawStatus Status => _statuses[^1].Status;

    private string Uuid => $"{order.Id[..8]}-{order.Id[8..12]}-4000-8000-{order.Id[20..]}";

    public void Say(RawStatus status, TimeSpan now)
    {
        _statuses.Add((now, status));
        WasPaid |= status is { IsFinal: true, Text: "paid" };
        EndedUnpaid |= status.IsFinal && status.Text != "paid";
    }

    /// <summary>What it was then; the first one for a time before.</summary>
    public RawStatus StatusAt(TimeSpan at) => _statuses.LastOrDefault(status => status.At <= at, _statuses[0]).Status;

    /// <summary>The answer to a create or a look-up (docs/heleket.md, "Create").</summary>
    public string ToAnswer(RawStatus status, bool showsOther) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"state":0,"result":{"uuid":"{{{Uuid}}}","amount":"{{{Amount(showsOther)}}}","currency":"{{{order.Request.Asset}}}","network":"tron","address":"{{{order.Request.WalletAddress}}}","txid":null,"status":"{{{status.Text}}}","is_final":{{{(status.IsFinal ? "true" : "false")}}},"order_id":"{{{order.Id}}}","balance":"100.00000000","payer_currency":"{{{order.Request.Asset}}}","payer_amount":"{{{Amount(showsOther)}}}","commission":"0.50000000"}}
        """);

    /// <summary>A webhook's body, signed with a key (docs/heleket.md, "Webhook payload").</summary>
    public byte[] ToWebhook(RawStatus status, string key)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $$"""
            {"type":"payout","uuid":"{{Uuid}}","order_id":"{{order.Id}}","amount":"{{Amount(isOther)}}","commission":"0.50000000","is_final":{{(status.IsFinal ? "true" : "false")}},"status":"{{status.Text}}","currency":"{{order.Request.Asset}}","network":"tron"}
            """);
        var sign = global::Heleket.HeleketSignature.Compute(Encoding.UTF8.GetBytes(signed), key);
        return Encoding.UTF8.GetBytes($"{signed[..^1]},\"sign\":\"{sign}\"}}");
    }

    private string Amount(bool other) => (other ? order.Request.Amount + 1 : order.Request.Amount).ToString("0.00000000", CultureInfo.InvariantCulture);
}
