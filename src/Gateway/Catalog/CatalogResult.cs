using System.Text.Json;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Catalog;

/// <summary>
/// The pairs that can be paid, by asset, then network, without networks whose addresses cannot be checked here.
/// </summary>
internal sealed class CatalogResult(ServiceList services) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, Write);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("read_at", services is { IsGood: true, LoadedAt: { } at } ? Times.Format(at) : null);
        writer.WriteStartArray("services");
        foreach (var service in services.IsGood ? Payable() : [])
        {
            writer.WriteStartObject();
            writer.WriteString("asset", service.Asset);
            writer.WriteString("network", service.Network);
            writer.WriteBoolean("available", service.IsAvailable);
            WriteNumber(writer, "min_amount", service.MinAmount);
            WriteNumber(writer, "max_amount", service.MaxAmount);
            WriteNumber(writer, "fee_amount", service.FeeAmount);
            WriteNumber(writer, "fee_percent", service.FeePercent);
            writer.WriteBoolean("has_memo", WalletAddress.HasMemo(service.Network));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private IEnumerable<PayoutService> Payable() => services.Services
        .Where(service => TextRules.Code(service.Asset) is null && WalletAddress.Knows(service.Network))
        .OrderBy(service => service.Asset, StringComparer.Ordinal)
        .ThenBy(service => service.Network, StringComparer.Ordinal);

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number) =>
        writer.WriteString(name, number is { } value ? Amounts.Format(value) : null);
}
