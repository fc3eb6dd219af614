using System.Net;
using System.Text;
using System.Text.Json;
using Heleket.Simulator.Ledgers;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

/// <summary>A ledger that says something else than what was asked for.</summary>
public sealed class LedgerPatchTests
{
    [Fact]
    public async Task What_is_patched_is_shown_in_list_and_info_and_no_money_moves()
    {
        await using var rig = await Rig.StartAsync(options => (options.UndocumentedMembers, options.ListCommissions) = (true, true));
        await rig.Client.CreateAsync("o-1");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var wallets = rig.Simulator.Wallets;

        var entry = await PatchAsync(rig, "o-1", """{"amount":"35.50","currency":"usdc","address":"TOther","network":"bsc","commission":2}""");

        foreach (var shown in (JsonElement[])[await InfoAsync(rig, "o-1"), (await ListAsync(rig))[0]])
        {
            Assert.Equal(("35.5", "USDC", "TOther", "BSC"), (Text(shown, "amount"), Text(shown, "currency"), Text(shown, "address"), Text(shown, "network")));
            Assert.Equal(("2.00000000", "paid"), (Text(shown, "commission"), Text(shown, "status")));
        }

        Assert.Equal((35.5m, 6m, 2m, 5m), (entry.GetProperty("amount").GetDecimal(), entry.GetProperty("debit_amount").GetDecimal(), entry.GetProperty("commission").GetDecimal(), entry.GetProperty("received").GetDecimal()));
        Assert.Equal(wallets, rig.Simulator.Wallets);
        Assert.Equal("6.00000000", Text(await InfoAsync(rig, "o-1"), "merchant_amount"));
    }

    [Fact]
    public async Task A_status_moves_the_money_ends_the_walk_and_tells_nobody()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync(options => options.Balances = new Dictionary<string, decimal> { ["USDT"] = 100m });
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);

        await PatchAsync(rig, "o-1", """{"status":"paid","final":true}""");
        rig.Time.Advance(TimeSpan.FromHours(1));

        var paid = rig.Simulator.Find("o-1")!;
        Assert.Equal(("paid", true, MoneyState.Paid, 0, 0), (paid.Status, paid.IsFinal, paid.Money, paid.WebhooksDelivered, paid.WebhooksPending));
        Assert.NotNull(paid.Txid);
        await PatchAsync(rig, "o-1", """{"status":"fail"}""");
        Assert.Equal(new WalletView("USDT", 100m, 0m, 0m, 1000m) { Opening = 100m, Debited = 6m, Returned = 6m }, rig.Simulator.Wallets[0]);
        await PatchAsync(rig, "o-1", """{"final":false}""");
        Assert.Equal((MoneyState.Reserved, rig.Time.GetUtcNow()), (rig.Simulator.Find("o-1")!.Money, rig.Simulator.Find("o-1")!.UpdatedAt));
    }

    [Fact]
    public async Task A_walk_goes_on_after_a_patch_that_leaves_the_status()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");

        await PatchAsync(rig, "o-1", """{"amount":7}""");
        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((7m, "paid", true), rig.Simulator.Find("o-1") is { } entry ? (entry.Amount, entry.Status, entry.IsFinal) : default);
    }

    [Theory]
    [InlineData("list", false, true)]
    [InlineData("info", true, false)]
    [InlineData("both", false, false)]
    [InlineData("none", true, true)]
    public async Task A_payout_can_be_hidden_and_shown_again_and_is_never_paid_twice(string hide, bool inList, bool inInfo)
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");
        var uuid = rig.Simulator.Find("o-1")!.Uuid;

        await PatchAsync(rig, "o-1", $$"""{"hide":"{{hide}}"}""");

        Assert.Equal(inList, (await ListAsync(rig)).Count == 1);
        foreach (var info in (RawResponse[])[await rig.Client.InfoAsync("o-1"), await rig.Client.PostAsync("v1/payout/info", new { uuid })])
        {
            Assert.Equal(inInfo ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, info.Status);
        }

        (await rig.Client.CreateAsync("o-1")).Ok();
        Assert.Single(rig.Simulator.Ledger);
        await PatchAsync(rig, uuid, """{"hide":"none"}""");
        Assert.Single(await ListAsync(rig));
        (await rig.Client.InfoAsync("o-1")).Ok();
    }

    [Fact]
    public async Task Pages_pass_over_what_is_hidden_and_are_full_all_the_same()
    {
        await using var rig = await Rig.StartAsync(options => options.ListOrderIds = true);
        for (var i = 1; i <= 40; i++)
        {
            await rig.Client.CreateAsync($"o-{i}");
            if (i % 2 == 0 || i > 38)
            {
                rig.Simulator.Patch($"o-{i}", new LedgerPatch { Hide = HiddenFrom.List });
            }
        }

        // Odd ones up to 37 remain: 19.
        var first = (await rig.Client.PostAsync("v1/payout/list")).Ok().Result;
        var next = first.GetProperty("paginate").GetProperty("nextCursor").GetString();
        var second = (await rig.Client.PostAsync($"v1/payout/list?cursor={next}")).Ok().Result;
        var previous = second.GetProperty("paginate").GetProperty("previousCursor").GetString();
        var back = (await rig.Client.PostAsync($"v1/payout/list?cursor={previous}")).Ok().Result;

        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"o-{37 - (2 * i)}"), Orders(first));
        Assert.Equal(["o-7", "o-5", "o-3", "o-1"], Orders(second));
        Assert.Equal(Orders(first), Orders(back));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (second.GetProperty("paginate").GetProperty("nextCursor").ValueKind, back.GetProperty("paginate").GetProperty("previousCursor").ValueKind));
    }

    [Theory]
    [InlineData("{}", "At least one of amount, currency, address, network, status, final, commission and hide must be given.")]
    [InlineData("""{"amount":-1}""", "amount must be from 0 to 10000000000, with at most 8 decimals.")]
    [InlineData("""{"commission":1.123456789}""", "commission must be from 0 to 10000000000, with at most 8 decimals.")]
    [InlineData("""{"currency":""}""", "currency must be a code of 1 to 20 letters and digits.")]
    [InlineData("""{"network":"T RON"}""", "network must be a code of 1 to 20 letters and digits.")]
    [InlineData("""{"address":" "}""", "address must be a text of 1 to 255 characters.")]
    [InlineData("""{"status":"paid!"}""", "status must be a word of 1 to 40 letters, digits, '_' and '-'.")]
    [InlineData("""{"final":"yes"}""", "final has a value of a wrong kind or out of range.")]
    [InlineData("""{"hide":"everywhere"}""", "hide has a value of a wrong kind or out of range.")]
    [InlineData("""{"hide":3}""", "hide has a value of a wrong kind or out of range.")]
    [InlineData("""{"debit":3}""", "debit is unknown.")]
    public async Task A_mistake_names_the_member_and_changes_nothing(string body, string message)
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("o-1");
        var before = rig.Simulator.Find("o-1");

        var answer = await SendAsync(rig, "o-1", body);

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Message));
        Assert.Equal(before, rig.Simulator.Find("o-1"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(rig, "o-2", """{"amount":1}""")).Status);
    }

    private static async Task<JsonElement> PatchAsync(Rig rig, string id, string body)
    {
        var answer = await SendAsync(rig, id, body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    private static Task<RawResponse> SendAsync(Rig rig, string id, string body) =>
        rig.Client.PlainAsync(HttpMethod.Patch, $"control/ledger/{id}", JsonElement.Parse(Encoding.UTF8.GetBytes(body)));

    private static async Task<JsonElement> InfoAsync(Rig rig, string orderId) => (await rig.Client.InfoAsync(orderId)).Ok().Result;

    private static async Task<List<JsonElement>> ListAsync(Rig rig) => [.. (await rig.Client.PostAsync("v1/payout/list")).Ok().Result.GetProperty("items").EnumerateArray()];

    private static IEnumerable<string?> Orders(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => Text(item, "order_id"));

    private static string? Text(JsonElement payout, string member) => payout.GetProperty(member).GetString();
}
