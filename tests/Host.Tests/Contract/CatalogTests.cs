using System.Net;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Catalog": <c>GET /catalog</c>, and the filters that find one payout.</summary>
public sealed class CatalogTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_catalog_has_the_pairs_that_can_be_paid_and_when_they_were_read()
    {
        using var reader = new Api(host.Address, Api.BoundKey);
        var answer = await reader.GetAsync("/catalog");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(DateTimeOffset.Parse((string)answer.Body!["read_at"]!, System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UnixEpoch);
        var services = answer.Body["services"]!.AsArray();
        Assert.Equal(host.Simulator.Services.Count, services.Count);
        Assert.Equal(
            """{"asset":"USDT","network":"TRON","available":true,"min_amount":"1","max_amount":"10000000","fee_amount":"1","fee_percent":"0","has_memo":false}""",
            services.Single(service => ((string?)service!["asset"], (string?)service["network"]) == ("USDT", "TRON"))!.ToJsonString());
    }

    [Fact]
    public async Task A_payout_is_found_by_its_reference_byte_for_byte()
    {
        var nfc = (await _api.CreateAsync(Api.Request(("client_id", "by-reference"), ("reference", "caf\u00e9 & +1")), "ref-nfc")).Id;
        var nfd = (await _api.CreateAsync(Api.Request(("client_id", "by-reference"), ("reference", "cafe\u0301 & +1")), "ref-nfd")).Id;

        Assert.Equal([nfc], await IdsAsync($"reference={Uri.EscapeDataString("caf\u00e9 & +1")}"));
        Assert.Equal([nfd], await IdsAsync($"reference={Uri.EscapeDataString("cafe\u0301 & +1")}&client_id=by-reference"));
        Assert.Empty(await IdsAsync($"reference={Uri.EscapeDataString("Caf\u00e9 & +1")}"));
        Assert.Empty(await IdsAsync($"reference={Uri.EscapeDataString("caf\u00e9 & +1")}&client_id=another"));
    }

    [Fact]
    public async Task A_payout_is_found_by_its_hash_and_by_Heleket_s_id_whatever_the_case()
    {
        var id = (await _api.CreateAsync(Api.Request(("client_id", "by-txid")), "txid-1")).Id;
        var payout = await _api.WaitForStatusAsync(id, "confirmed");
        var (txid, uuid) = ((string)payout["txid"]!, (string)payout["heleket_transaction_id"]!);

        Assert.Equal([id], await IdsAsync($"txid={txid}"));
        Assert.Equal([id], await IdsAsync($"txid={txid.ToUpperInvariant()}"));
        Assert.Equal([id], await IdsAsync($"heleket_transaction_id={uuid}"));
        Assert.Equal([id], await IdsAsync($"heleket_transaction_id={uuid.ToUpperInvariant()}&txid={txid}"));
        Assert.Empty(await IdsAsync($"txid={txid[..^1]}"));
    }

    [Fact]
    public async Task A_filter_follows_the_pages()
    {
        for (var i = 0; i < 3; i++)
        {
            await _api.CreateAsync(Api.Request(("client_id", $"same-{i}"), ("reference", "same reference")), $"same-{i}");
        }

        var page = await _api.GetAsync("/payouts?reference=same%20reference&limit=2");
        var rest = await _api.GetAsync(page.Headers["Link"].Split('<', '>')[1]);

        Assert.Equal(2, page.Body!["data"]!.AsArray().Count);
        Assert.Equal("same-0", (string?)Assert.Single(rest.Body!["data"]!.AsArray())!["client_id"]);
    }

    private async Task<string[]> IdsAsync(string query)
    {
        var answer = await _api.GetAsync($"/payouts?{query}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Body!["data"]!.AsArray().Select(payout => (string)payout!["id"]!)];
    }
}
