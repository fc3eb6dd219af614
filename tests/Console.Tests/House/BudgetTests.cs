using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Payouts.Console.Assets;

namespace Payouts.Console.Tests.House;

/// <summary>How much a browser has to load, as brotli.</summary>
public sealed class BudgetTests
{
    [Theory]
    [InlineData("console", ".css", 6)]
    [InlineData("console", ".js", 5)]
    [InlineData("icons", ".svg", 2)]
    public void The_assets_are_small(string name, string ending, int most)
    {
        var file = AssetFiles.ByName.Values.Single(file => file.Name.StartsWith(name, StringComparison.Ordinal) && file.Name.EndsWith(ending, StringComparison.Ordinal));

        Assert.InRange(file.Brotli.Length, 1, most * 1000);
    }

    [Fact]
    public async Task A_page_of_fifty_rows_is_twelve_kilobytes_and_a_live_row_one()
    {
        await using var app = await ConsoleApp.StartAsync();
        var random = new Random(15);
        app.Api.On("GET /payouts", PayoutJson.Page("next", [.. Enumerable.Range(0, 50).Select(_ => PayoutJson.One(change: payout =>
            (payout["id"], payout["wallet_address"], payout["client_id"]) = (Hex(random, 16), "T" + Hex(random, 16), "c-" + random.Next(10_000))))]));
        using var http = app.Browser();

        var html = await http.GetStringAsync("/console/payouts");
        var row = (await ConsoleApp.ParseAsync(html)).QuerySelector("tr[data-row]")!.OuterHtml;

        Assert.InRange(Compressed(html), 1, 12_000);
        Assert.InRange(Compressed(JsonValue.Create(row).ToJsonString()), 1, 1_000);
    }

    [Fact]
    public async Task An_asset_is_compressed_named_by_its_content_and_kept_for_ever()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser(session: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, AssetFiles.Style);
        request.Headers.AcceptEncoding.Add(new("br"));

        using var answer = await http.SendAsync(request);

        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Contains(":root", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Matches(@"^/console/assets/console\.[0-9a-f]{12}\.css$", AssetFiles.Style);
    }

    private static string Hex(Random random, int bytes)
    {
        var buffer = new byte[bytes];
        random.NextBytes(buffer);
        return Convert.ToHexStringLower(buffer);
    }

    // As the host compresses answers by default.
    private static int Compressed(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return (int)packed.Length;
    }
}
