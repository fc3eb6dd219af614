using System.Text;
using System.Text.Json;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Webhooks;

/// <summary>Builds the body of a payout webhook (docs/heleket.md, "Webhook payload").</summary>
internal static class WebhookBody
{
    /// <summary>Signed with the payout key; <c>sign</c> comes last.</summary>
    /// <param name="payout">The payout it reports.</param>
    /// <param name="payoutKey">The key.</param>
    /// <param name="settings">The anomalies to apply.</param>
    public static string Create(SimulatedPayout payout, string payoutKey, WebhookSettings settings)
    {
        var signed = OddFields.Into(Wire.Php(json => Write(json, payout)), settings.OddFields);
        var sign = HeleketSignature.Compute(signed, payoutKey);
        return $"{(settings.ByteOrderMark ? "\uFEFF" : "")}{Encoding.UTF8.GetString(signed, 0, signed.Length - 1)},\"sign\":\"{sign}\"}}";
    }

    private static void Write(Utf8JsonWriter json, SimulatedPayout payout)
    {
        json.WriteString("type", "payout");
        json.WriteString("uuid", payout.Uuid);
        json.WriteString("order_id", payout.OrderId);
        json.WriteString("amount", Wire.Padded(payout.Amount));
        json.WriteString("merchant_amount", Wire.Padded(payout.MerchantAmount));
        json.WriteString("commission", Wire.Padded(payout.Commission));
        json.WriteBoolean("is_final", payout.IsFinal);
        json.WriteString("status", payout.Status);
        if (payout.Status is not ("fail" or "cancel" or "system_fail"))
        {
            json.WriteString("txid", payout.Txid);
        }

        json.WriteString("currency", payout.Currency);
        json.WriteString("network", payout.Network.ToLowerInvariant());
        if (payout.ShownAddress is { } shown)
        {
            // Undocumented; receivers must tolerate it.
            json.WriteString("address", shown);
        }

        json.WriteString("payer_currency", payout.PayerCurrency);
        json.WriteString("payer_amount", Wire.Padded(payout.PayerAmount));
    }
}
