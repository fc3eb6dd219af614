using System.Buffers;
using System.Text;
using System.Text.Json;
using Payouts.Gateway.Catalog;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Tests.Catalog;

public sealed class CatalogShapeTests
{
    private static readonly DateTimeOffset ReadAt = new(2026, 11, 23, 10, 0, 0, 7, TimeSpan.FromHours(3));

    [Fact]
    public void Pairs_are_shown_with_limits_fees_and_availability_by_asset_then_network() => Assert.Equal(
        """
        {"read_at":"2026-11-23T07:00:00.007Z","services":[
        {"asset":"TON","network":"TON","available":false,"min_amount":null,"max_amount":null,"fee_amount":"0.02","fee_percent":"0.5","has_memo":true},
        {"asset":"USDT","network":"BSC","available":true,"min_amount":"1","max_amount":"10000000","fee_amount":"1","fee_percent":"0","has_memo":false},
        {"asset":"USDT","network":"TRON","available":true,"min_amount":"0.5","max_amount":null,"fee_amount":null,"fee_percent":null,"has_memo":false}]}
        """.ReplaceLineEndings(""),
        Json(new ServiceList(ReadAt,
        [
            new("USDT", "TRON", true, 0.50000000m, null),
            new("USDT", "BSC", true, 1.00000000m, 10000000.00000000m, 1.00m, 0.00m),
            new("TON", "TON", false, null, null, 0.02m, 0.50m),
        ])));

    [Fact]
    public void A_network_whose_addresses_cannot_be_checked_is_not_shown() =>
        Assert.DoesNotContain("XRP", Json(new ServiceList(ReadAt, [new("XRP", "XRP", true, null, null), new("BTC", "BTC", true, null, null)])), StringComparison.Ordinal);

    [Fact]
    public void While_none_was_ever_read_it_is_empty_and_says_so()
    {
        const string none = """{"read_at":null,"services":[]}""";
        Assert.Equal(none, Json(new ServiceList(null, [])));
        Assert.Equal(none, Json(new ServiceList(ReadAt, [])));
    }

    private static string Json(ServiceList services)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            CatalogShape.Catalog.Write(writer, services);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
