using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Fields": the values at the edge of each rule are accepted and handed back.</summary>
public sealed class CreateFieldTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    public static TheoryData<string, string> TakenMembers() => new()
    {
        { "client_id", $"\"{new string('a', 64)}\"" }, { "client_id", "\"Az09._:-\"" },
        { "origin", "\"manual\"" }, { "origin", "\"scheduled\"" }, { "origin", "\"bonus\"" },
        { "reference", $"\"{new string('é', 128)}\"" }, { "reference", "\"<script>\\\"/\\\\\"" },
        { "requested_by", $"\"{new string('r', 128)}\"" }, { "requested_by", "\"Ана 💸\"" },
        { "fee_payer", "\"merchant\"" }, { "fee_payer", "\"recipient\"" },
        { "metadata", "{}" }, { "metadata", "{\"\":\"\",\"ключ\":\"\\u2028\"}" },
        { "wallet_address", "\"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm\"" },
    };

    [Theory]
    [MemberData(nameof(TakenMembers))]
    public async Task A_member_inside_its_rule_is_taken_and_handed_back(string member, string value)
    {
        var sent = JsonNode.Parse(value)!;
        // Sent at once and read back: this checks what was stored, not only what was echoed.
        var created = await _api.CreateAsync(Api.Request(("client_id", "fields"), ("scheduled_for", "2027-01-01T00:00:00Z"), (member, sent)), $"{member}-{value.Length}");
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);

        var read = await _api.GetAsync($"/payouts/{created.Id}");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), read.Body![member]), $"{value} came back as {read.Body[member]}");
    }

    [Theory]
    [InlineData("memo")]
    [InlineData("origin")]
    [InlineData("reference")]
    [InlineData("requested_by")]
    [InlineData("scheduled_for")]
    [InlineData("fee_payer")]
    [InlineData("metadata")]
    public async Task An_optional_member_that_is_null_is_as_if_it_were_not_there(string member)
    {
        var without = await _api.CreateAsync(Api.Request(("client_id", "nulls")), $"null-{member}");
        var again = await _api.CreateAsync(Api.Request(("client_id", "nulls"), (member, null)), $"null-{member}");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (without.Status, again.Status));
        Assert.Equal(without.Body![member]?.ToJsonString(), again.Body![member]?.ToJsonString());
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("asset")]
    [InlineData("network")]
    [InlineData("amount")]
    [InlineData("wallet_address")]
    public async Task A_required_member_that_is_missing_is_named(string member)
    {
        var request = Api.Request();
        request.Remove(member);
        (await _api.CreateAsync(request)).IsInvalid($"/{member}");
    }

    [Fact]
    public async Task A_time_is_taken_up_to_366_days_ahead()
    {
        var now = TimeProvider.System.GetUtcNow();
        var near = await _api.CreateAsync(Api.Request(("scheduled_for", now.AddDays(366).AddMinutes(-1).ToString("O"))), "days-366");
        var far = await _api.CreateAsync(Api.Request(("scheduled_for", now.AddDays(366).AddMinutes(1).ToString("O"))), "days-367");

        Assert.Equal(("pending", "scheduled"), ((string?)near.Body!["status"], (string?)near.Body["detail"]));
        far.IsInvalid("/scheduled_for");
    }

    [Fact]
    public async Task A_memo_of_one_and_of_thirty_characters_reaches_heleket()
    {
        foreach (var memo in new[] { "7", new string('m', 30), new string('a', 29) + "😀", string.Concat(Enumerable.Repeat("😀", 30)) })
        {
            var ton = Api.Request(("client_id", "memos"), ("asset", "TON"), ("network", "TON"), ("wallet_address", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"), ("memo", memo));
            var id = (await _api.CreateAsync(ton, $"memo-{Encoding.UTF8.GetByteCount(memo)}")).Id;
            await _api.WaitForStatusAsync(id, "confirmed");
            Assert.Equal(memo, host.Simulator.Find(id)!.Memo);
        }
    }

    [Fact]
    public async Task Whoever_pays_the_fee_is_what_heleket_debits()
    {
        var merchant = await _api.CreateAsync(Api.Request(("client_id", "fees"), ("fee_payer", "merchant")), "fee-1");
        var recipient = await _api.CreateAsync(Api.Request(("client_id", "fees"), ("fee_payer", "recipient")), "fee-2");
        await _api.WaitForStatusAsync(merchant.Id, "confirmed");
        await _api.WaitForStatusAsync(recipient.Id, "confirmed");

        Assert.Equal((26.5m, 25.5m), (host.Simulator.Find(merchant.Id)!.DebitAmount, host.Simulator.Find(recipient.Id)!.DebitAmount));
    }

    [Fact]
    public async Task The_filters_of_what_waits_find_it()
    {
        var id = (await _api.CreateAsync(Api.Request(("client_id", "waits"), ("scheduled_for", "2027-01-01T00:00:00Z")), "waits-1")).Id;
        await _api.CreateAsync(Api.Request(("client_id", "waits")), "waits-2");
        foreach (var filter in new[] { "detail=scheduled", "status=pending&detail=scheduled" })
        {
            var found = (await _api.GetAsync($"/payouts?client_id=waits&{filter}")).Body!["data"]!.AsArray();
            Assert.Equal(id, (string?)Assert.Single(found)!["id"]);
        }
    }
}
