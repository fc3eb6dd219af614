using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

/// <summary>Request bodies, and the reader's results for them.</summary>
internal static class Requests
{
    public const string TronAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly ServiceList NeverLoaded = new(null, []);

    public static readonly ServiceList Offered = new(Now,
    [
        new("USDT", "TRON", true, 1m, null),
        new("USDT", "ETH", true, null, null),
        new("TON", "TON", true, null, null),
        new("BTC", "BTC", false, null, null),
    ]);

    /// <summary>The smallest valid body.</summary>
    public static JsonObject Valid() => new()
    {
        ["client_id"] = "c-1042",
        ["asset"] = "USDT",
        ["network"] = "TRON",
        ["amount"] = "25.50",
        ["wallet_address"] = TronAddress,
    };

    /// <summary>
    /// The smallest valid body, with one member set to a JSON text or, with <see langword="null"/>, left out.
    /// </summary>
    public static JsonObject With(string member, string? json)
    {
        var body = Valid();
        body.Remove(member);
        if (json is not null)
        {
            body[member] = JsonNode.Parse(json);
        }

        return body;
    }

    public static PayoutReading Read(JsonObject body, ServiceList? services = null, bool allowOffCurve = false)
    {
        using var document = JsonDocument.Parse(body.ToJsonString());
        return PayoutRequestReader.Read(document.RootElement, services ?? Offered, Now, new(allowOffCurve));
    }

    /// <summary>The request of a valid body.</summary>
    public static PayoutRequest Accepted(JsonObject body)
    {
        var reading = Read(body);
        Assert.Empty(reading.Errors);
        return Assert.IsType<PayoutRequest>(reading.Request);
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
