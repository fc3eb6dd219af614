using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

/// <summary>Answers and webhooks that no document has: odd members, byte order marks, compression, proxies.</summary>
public sealed class OddAnswerTests
{
    private const string Odd = """{"txid":["0xa","0xb"],"balance":"N\/A","payer_amount":1e400,"created_at":{"a":1,"a":"\ud800"},"unheard_of":null}""";

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public async Task Odd_members_stand_in_the_answers_to_create_and_info_and_in_every_item_of_the_list()
    {
        await using var rig = await Rig.StartAsync();
        var plain = (await rig.Client.CreateAsync("o-0")).Ok().Result;
        await ControlAsync(rig, "faults", $$"""{"kind":"odd_fields","odd_fields":{{Odd}} }""");

        var created = (await rig.Client.CreateAsync("o-1")).Ok().Result;
        var info = (await rig.Client.InfoAsync("o-1")).Ok().Result;
        var items = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal("o-1", Assert.Single(rig.Simulator.Ledger.Skip(1)).OrderId);
        Assert.Equal(2, items.Count);
        Assert.All([created, info, .. items], payout =>
        {
            foreach (var member in JsonElement.Parse(Odd).EnumerateObject())
            {
                Assert.Equal(member.Value.GetRawText(), payout.GetProperty(member.Name).GetRawText());
            }
        });
        Assert.Equal(plain.EnumerateObject().Select(member => member.Name).Append("created_at").Append("unheard_of"), created.EnumerateObject().Select(member => member.Name));
        Assert.Equal(plain.GetProperty("address").GetRawText(), created.GetProperty("address").GetRawText());

        rig.Simulator.ClearFaults();
        Assert.Equal(plain.GetProperty("balance").ValueKind, (await rig.Client.InfoAsync("o-1")).Result.GetProperty("balance").ValueKind);
    }

    [Fact]
    public async Task A_refusal_has_no_payout_to_be_odd_in()
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 1m);
        await ControlAsync(rig, "faults", $$"""{"kind":"odd_fields","odd_fields":{{Odd}} }""");

        (await rig.Client.CreateAsync("o-1")).Refused("Not enough funds");
    }

    [Fact]
    public async Task An_answer_comes_behind_a_byte_order_mark()
    {
        await using var rig = await Rig.StartAsync();
        await ControlAsync(rig, "faults", """{"kind":"byte_order_mark","times":1}""");

        var (response, marked) = await CreateAsync(rig);
        var (_, plain) = await CreateAsync(rig);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal([.. Mark, .. plain], marked);
    }

    [Fact]
    public async Task An_answer_comes_compressed_though_nobody_asked_for_it()
    {
        await using var rig = await Rig.StartAsync();
        await ControlAsync(rig, "faults", """{"kind":"gzip","times":1}""");

        var (response, coded) = await CreateAsync(rig);
        var (_, plain) = await CreateAsync(rig);

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        using var decoded = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(coded), CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(decoded);
        }

        Assert.Equal(plain, decoded.ToArray());
    }

    [Theory]
    [InlineData(403, null, "text/html", "<html>")]
    [InlineData(451, "<h1>No</h1>", "text/html", "<h1>No</h1>")]
    [InlineData(425, """{"message":"Too early"}""", "application/json", """{"message":"Too early"}""")]
    [InlineData(302, "", "text/html", "")]
    [InlineData(520, "[]", "application/json", "[]")]
    public async Task A_proxy_answers_and_nothing_is_stored(int status, string? body, string type, string begin)
    {
        await using var rig = await Rig.StartAsync();
        await ControlAsync(rig, "faults", JsonSerializer.Serialize(new { kind = "proxy_status", http_status = status, body, times = 1 }));

        var answer = await rig.Client.CreateAsync("o-1");

        Assert.Equal(((HttpStatusCode)status, type), (answer.Status, answer.ContentType));
        Assert.StartsWith(begin, answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rig.Client.InfoAsync("o-1")).Status);
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Theory]
    [InlineData("""{"kind":"odd_fields"}""")]
    [InlineData("""{"kind":"proxy_status","http_status":200}""")]
    [InlineData("""{"kind":"proxy_status","http_status":600}""")]
    [InlineData("""{"kind":"refuse","http_status":403}""")]
    public async Task A_mistake_in_them_is_told(string fault)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Client.PostTextAsync("control/faults", fault)).Status);
    }

    [Fact]
    public async Task Webhooks_have_odd_members_and_a_byte_order_mark_and_are_signed_all_the_same()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        await ControlAsync(rig, "webhooks", $$"""{"odd_fields":{{Odd}},"byte_order_mark":true}""");
        await rig.Client.CreateAsync("o-1", "207", receiver.Address);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        var body = await receiver.NextBytesAsync();

        Assert.Equal(Mark, body[..3]);
        var text = Encoding.UTF8.GetString(body[3..]);
        Assert.Contains("\"txid\":[\"0xa\",\"0xb\"],", text, StringComparison.Ordinal);
        Assert.Contains("\"payer_amount\":1e400,", text, StringComparison.Ordinal);
        var cut = text.LastIndexOf(",\"sign\":\"", StringComparison.Ordinal);
        Assert.Equal($"\"{HeleketSignature.Compute(Encoding.UTF8.GetBytes(text[..cut] + "}"), new SimulatorOptions().PayoutKey)}\"}}", text[(cut + 8)..]);

        await ControlAsync(rig, "webhooks", "{}");
        rig.Simulator.ForceStatus("o-1", "paid!");
        Assert.Empty((await receiver.NextAsync()).Payout.LeftOut);
    }

    private static async Task ControlAsync(Rig rig, string path, string body) =>
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Client.PostTextAsync($"control/{path}", body)).Status);

    /// <summary>As bytes, by a client that decodes nothing.</summary>
    private static async Task<(HttpResponseMessage Response, byte[] Body)> CreateAsync(Rig rig)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(RawClient.Terms("o-1"));
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(rig.Host.BaseAddress, "v1/payout")) { Content = new ByteArrayContent(body) };
        request.Headers.Add("merchant", new SimulatorOptions().MerchantId);
        request.Headers.Add("sign", HeleketSignature.Compute(body, new SimulatorOptions().PayoutKey));
        var response = await http.SendAsync(request);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }
}
