using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>Writes a payout exactly as http-api.md, "The payout", shows it.</summary>
internal static class PayoutJson
{
    public static void Write(Utf8JsonWriter writer, Payout payout)
    {
        writer.WriteStartObject();
        writer.WriteString("id", payout.Id);
        writer.WriteString("idempotency_key", payout.IdempotencyKey);
        WriteRequest(writer, payout.Request);
        writer.WriteString("status", EnumNames<PayoutStatus>.Of(payout.Status));
        writer.WriteString("detail", EnumNames<PayoutDetail>.Of(payout.Detail));
        writer.WriteString("reason", EnumNames<PayoutReason>.Of(payout.Reason));
        writer.WriteBoolean("cancellable", payout.Cancellable);
        writer.WriteBoolean("needs_attention", payout.NeedsAttention);
        writer.WriteString("heleket_transaction_id", payout.HeleketTransactionId);
        writer.WriteString("heleket_status", payout.HeleketStatus);
        writer.WriteString("txid", payout.Txid);
        writer.WriteString("fee", payout.Fee is { } fee ? Amounts.Format(fee) : null);
        writer.WriteString("scheduled_for", payout.Request.ScheduledFor is { } time ? Times.Format(time) : null);
        writer.WriteString("requested_at", Times.Format(payout.RequestedAt));
        writer.WriteString("created_at", Times.Format(payout.CreatedAt));
        writer.WriteString("updated_at", Times.Format(payout.UpdatedAt));
        writer.WriteNumber("version", payout.Version);
        writer.WriteStartArray("response_logs");
        foreach (var log in payout.ResponseLogs)
        {
            WriteLog(writer, log);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, PayoutRequest request)
    {
        writer.WriteString("client_id", request.ClientId);
        writer.WriteString("asset", request.Asset);
        writer.WriteString("network", request.Network);
        writer.WriteString("amount", Amounts.Format(request.Amount));
        writer.WriteString("wallet_address", request.WalletAddress);
        writer.WriteString("memo", request.Memo);
        writer.WriteString("origin", EnumNames<PayoutOrigin>.Of(request.Origin));
        writer.WriteString("reference", request.Reference);
        writer.WriteString("requested_by", request.RequestedBy);
        writer.WriteStartObject("metadata");
        foreach (var (name, value) in request.Metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("fee_payer", EnumNames<FeePayer>.Of(request.FeePayer));
    }

    private static void WriteLog(Utf8JsonWriter writer, ResponseLog log)
    {
        writer.WriteStartObject();
        writer.WriteString("at", Times.Format(log.At));
        writer.WriteString("source", EnumNames<LogSource>.Of(log.Source));
        writer.WriteString("status", EnumNames<PayoutStatus>.Of(log.Status));
        writer.WriteString("detail", EnumNames<PayoutDetail>.Of(log.Detail));
        writer.WriteString("heleket_status", log.HeleketStatus);
        writer.WriteBoolean("is_final", log.IsFinal);
        writer.WriteString("message", log.Message);
        writer.WriteNumber("count", 1 + (log.Repeated ?? 0));
        writer.WriteString("first_at", Times.Format(log.FirstAt ?? log.At));
        writer.WriteEndObject();
    }
}
