using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Clients;

/// <summary>Statistics as an answer; the totals by asset, then by the status' word.</summary>
internal sealed class StatsResult(ClientStats stats) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, Write);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("client_id", stats.ClientId);
        writer.WriteNumber("payouts", stats.Payouts);
        writer.WriteStartArray("totals");
        var totals = stats.Totals
            .Select(total => (total.Asset, Status: EnumNames<PayoutStatus>.Of(total.Status), total.Count, total.Amount))
            .OrderBy(total => total.Asset, StringComparer.Ordinal)
            .ThenBy(total => total.Status, StringComparer.Ordinal);
        foreach (var (asset, status, count, amount) in totals)
        {
            writer.WriteStartObject();
            writer.WriteString("asset", asset);
            writer.WriteString("status", status);
            writer.WriteNumber("count", count);
            writer.WriteString("amount", amount.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("first_payout_at", stats.FirstPayoutAt is { } first ? Times.Format(first) : null);
        writer.WriteString("last_payout_at", stats.LastPayoutAt is { } last ? Times.Format(last) : null);
        writer.WriteEndObject();
    }
}
