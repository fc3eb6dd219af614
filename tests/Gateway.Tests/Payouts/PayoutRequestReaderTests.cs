using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PayoutRequestReaderTests
{
    [Fact]
    public void The_least_request_gets_the_defaults()
    {
        var request = Requests.Accepted(Requests.Valid());
        Assert.Equal(("c-1042", "USDT", "TRON", 25.5m, Requests.TronAddress), (request.ClientId, request.Asset, request.Network, request.Amount, request.WalletAddress));
        Assert.Equal((PayoutOrigin.Manual, FeePayer.Merchant), (request.Origin, request.FeePayer));
        Assert.Null(request.Memo ?? request.Reference ?? request.RequestedBy);
        Assert.Null(request.ScheduledFor);
        Assert.Empty(request.Metadata);
    }

    [Theory]
    [InlineData("memo")]
    [InlineData("origin")]
    [InlineData("reference")]
    [InlineData("requested_by")]
    [InlineData("scheduled_for")]
    [InlineData("fee_payer")]
    [InlineData("metadata")]
    public void A_null_optional_member_is_an_absent_one(string member) =>
        Assert.Equivalent(Requests.Accepted(Requests.Valid()), Requests.Accepted(Requests.With(member, "null")));

    [Theory]
    [InlineData("client_id")]
    [InlineData("asset")]
    [InlineData("network")]
    [InlineData("amount")]
    [InlineData("wallet_address")]
    public void A_required_member_must_be_there_and_not_null(string member)
    {
        AssertRefused(Requests.With(member, null), $"/{member}", "required");
        AssertRefused(Requests.With(member, "null"), $"/{member}", "required");
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("asset")]
    [InlineData("network")]
    [InlineData("amount")]
    [InlineData("wallet_address")]
    [InlineData("memo")]
    [InlineData("origin")]
    [InlineData("reference")]
    [InlineData("requested_by")]
    [InlineData("scheduled_for")]
    [InlineData("fee_payer")]
    public void A_text_is_a_JSON_string_and_not_empty(string member)
    {
        foreach (var json in new[] { "1", "1.5", "1e2", "true", "{}", "[]", "[\"x\"]", "\"\"" })
        {
            AssertRefused(Requests.With(member, json), $"/{member}");
        }
    }

    [Theory]
    [InlineData("c")]
    [InlineData("A-z.0_9:-")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void A_client_id_is_taken_as_it_is(string clientId) =>
        Assert.Equal(clientId, Requests.Accepted(With("client_id", clientId)).ClientId);

    [Theory]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("*")]
    [InlineData("é")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void A_client_id_of_other_characters_is_refused(string clientId) => AssertRefused(With("client_id", clientId), "/client_id");

    [Theory]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("..-")]
    public void Dots_beside_something_else_are_taken(string clientId) =>
        Assert.Equal(clientId, Requests.Accepted(With("client_id", clientId)).ClientId);

    [Fact]
    public void Asset_and_network_are_stored_in_upper_case()
    {
        var body = With("asset", "usdt");
        body["network"] = "trOn";
        var request = Requests.Accepted(body);
        Assert.Equal(("USDT", "TRON"), (request.Asset, request.Network));
    }

    [Theory]
    [InlineData("asset")]
    [InlineData("network")]
    public void A_code_has_only_letters_and_digits(string member)
    {
        foreach (var code in new[] { "US DT", "US-DT", "ÜSDT", "usdt\0", "ＵＳＤＴ", "123456789012345678901" })
        {
            AssertRefused(With(member, code), $"/{member}");
        }
    }

    [Fact]
    public void A_network_whose_addresses_are_not_known_is_refused_even_when_no_list_was_loaded()
    {
        var reading = Requests.Read(With("network", "NOWHERE"), Requests.NeverLoaded);
        Assert.Equal("/network", Assert.Single(reading.Errors).Pointer);
    }

    [Theory]
    [InlineData("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn")]
    [InlineData(" TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")]
    [InlineData("0x71C7656EC7ab88b098defB751B7401B5f6d8976F")]
    public void An_address_must_be_of_the_network(string address) => AssertRefused(With("wallet_address", address), "/wallet_address");

    [Fact]
    public void An_address_is_not_judged_when_the_network_is_wrong()
    {
        var body = With("wallet_address", "nonsense");
        body["network"] = "NOWHERE";
        Assert.Equal(["/network"], Requests.Read(body).Errors.Select(error => error.Pointer));
    }

    [Fact]
    public void A_memo_is_for_networks_that_have_one()
    {
        AssertRefused(With("memo", "101"), "/memo", "TRON");
        Assert.Equal("101", Requests.Accepted(Ton("101")).Memo);
    }

    [Fact]
    public void A_memo_is_counted_in_characters()
    {
        var longest = string.Concat(Enumerable.Repeat("🦊", 30));
        Assert.Equal(longest, Requests.Accepted(Ton(longest)).Memo);
        AssertRefused(Ton(longest + "x"), "/memo");
        AssertRefused(Ton("a\tb"), "/memo", "control");
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("requested_by")]
    public void A_free_text_has_up_to_128_characters(string member)
    {
        var longest = new string('ш', 127) + "🦊";
        var request = Requests.Accepted(With(member, longest));
        Assert.Equal(longest, member == "reference" ? request.Reference : request.RequestedBy);
        AssertRefused(With(member, longest + "x"), $"/{member}");
        foreach (var control in new[] { "a\0b", "a\nb", "\u007f", "\u0085" })
        {
            AssertRefused(With(member, control), $"/{member}", "control");
        }
    }

    [Theory]
    [InlineData("manual", PayoutOrigin.Manual)]
    [InlineData("scheduled", PayoutOrigin.Scheduled)]
    [InlineData("bonus", PayoutOrigin.Bonus)]
    public void An_origin_is_one_of_three_words(string word, PayoutOrigin origin) =>
        Assert.Equal(origin, Requests.Accepted(With("origin", word)).Origin);

    [Theory]
    [InlineData("merchant", FeePayer.Merchant)]
    [InlineData("recipient", FeePayer.Recipient)]
    public void A_fee_payer_is_one_of_two_words(string word, FeePayer payer) =>
        Assert.Equal(payer, Requests.Accepted(With("fee_payer", word)).FeePayer);

    [Theory]
    [InlineData("origin", "Manual")]
    [InlineData("origin", "0")]
    [InlineData("origin", "other")]
    [InlineData("fee_payer", "MERCHANT")]
    [InlineData("fee_payer", "sender")]
    public void Another_word_is_refused(string member, string word) => AssertRefused(With(member, word), $"/{member}", "one of");

    [Theory]
    [InlineData("2026-11-24T10:00:00Z", "2026-11-24T10:00:00.000Z")]
    [InlineData("2026-11-24T10:00:00.1239999+02:00", "2026-11-24T08:00:00.123Z")]
    [InlineData("2020-01-01T00:00:00-05:30", "2020-01-01T05:30:00.000Z")]
    [InlineData("2027-11-24T10:00:00Z", "2027-11-24T10:00:00.000Z")]
    public void A_schedule_is_stored_in_UTC_and_whole_milliseconds(string text, string stored)
    {
        var time = Requests.Accepted(With("scheduled_for", text)).ScheduledFor;
        Assert.Equal(DateTimeOffset.Parse(stored, System.Globalization.CultureInfo.InvariantCulture), time);
        Assert.Equal(TimeSpan.Zero, time!.Value.Offset);
    }

    [Theory]
    [InlineData("2027-11-24T10:00:00.001Z")]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T10:00:00")]
    [InlineData("2026-11-24 10:00:00Z")]
    [InlineData("tomorrow")]
    public void A_schedule_is_a_time_with_an_offset_within_366_days(string text) => AssertRefused(With("scheduled_for", text), "/scheduled_for");

    [Theory]
    [InlineData("memmo")]
    [InlineData("Amount")]
    [InlineData("clientId")]
    public void A_member_that_nobody_reads_is_refused(string member) =>
        AssertRefused(With(member, "x"), $"/{member}", "is not a member of a payout request");

    [Fact]
    public void A_pointer_is_escaped() => AssertRefused(With("a/b~c", "x"), "/a~1b~0c");

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var body = new JsonObject { ["amount"] = 5, ["memmo"] = "x", ["origin"] = "y", ["metadata"] = new JsonObject { ["ticket"] = 1 } };
        Assert.Equal(
            ["/memmo", "/client_id", "/asset", "/network", "/amount", "/wallet_address", "/origin", "/metadata/ticket"],
            Requests.Read(body).Errors.Select(error => error.Pointer));
    }

    private static JsonObject With(string member, string text) => Requests.With(member, JsonSerializer.Serialize(text));

    private static JsonObject Ton(string memo)
    {
        var body = With("memo", memo);
        (body["asset"], body["network"], body["wallet_address"]) = ("TON", "TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N");
        return body;
    }

    private static void AssertRefused(JsonObject body, string pointer, string detail = "")
    {
        var reading = Requests.Read(body);
        Assert.Null(reading.Request);
        var error = Assert.Single(reading.Errors, error => error.Pointer == pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }
}
