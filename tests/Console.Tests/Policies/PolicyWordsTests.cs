using System.Text.Json;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Policies;

/// <summary>A policy in sentences.</summary>
public sealed class PolicyWordsTests
{
    [Theory]
    [InlineData("""{"name":"a","then":"allow"}""", "All payouts: are allowed.")]
    [InlineData("""{"name":"a","when":{"asset":["USDT"],"amount":{"from":"10000"}},"unless":{"client":["c-1","c-2"]},"then":"approve","needed":[{"role":null,"count":2},{"role":"checker","count":1}],"expires_after":"3.00:00:00"}""",
        "Payouts in USDT, from 10000, unless of the client c-1 or c-2: wait for 2 approvals and 1 approval of the role checker, for 3 days.")]
    [InlineData("""{"name":"a","when":{"network":["TRON"],"origin":["manual","bonus"],"initiator":["ana"],"key":["shop"],"batch":false,"amount":{"from":"1","below":"2"}},"then":"refuse"}""",
        "Payouts on TRON, of the origin manual or bonus, made by ana, made with the key shop, of no batch, from 1 and below 2: are refused.")]
    [InlineData("""{"name":"a","when":{"hours":{"zone":"Europe/Vienna","from":"22:00","to":"06:00","days":["sat","sun"]},"address":["similar","new"]},"then":"hold"}""",
        "Payouts made between 22:00 and 06:00 in Europe/Vienna on sat or sun, to an address that is similar or new: wait until somebody lets them go.")]
    [InlineData("""{"name":"a","when":{"tag":["x"]},"then":"delay","by":"01:00:00"}""", """Payouts with tag ["x"]: delay; by 01:00:00.""")]
    public void A_rule_is_a_sentence_that_leaves_nothing_out(string rule, string sentence) => Assert.Equal(sentence, PolicyWords.Rule(Json(rule)));

    [Theory]
    [InlineData("""{"name":"a","per":["client","asset"],"window":"1.00:00:00","max_amount":"50000","max_count":500,"on_excess":"refuse"}""",
        "All payouts, for each client and asset, within 1 day: at most 50000 and 500 payouts; what does not fit is refused.")]
    [InlineData("""{"name":"a","when":{"asset":["USDT"]},"window":"01:00:00","max_count":1,"on_excess":"queue"}""",
        "Payouts in USDT, all together, within 1 h: at most 1 payouts; what does not fit waits until there is room.")]
    [InlineData("""{"name":"a","unless":{"batch":true},"window":"7.00:00:00","max_count":9,"on_excess":"approve","needed":[{"role":null,"count":1}],"slack":5}""",
        "All payouts, unless of a batch, all together, within 7 days: at most 9 payouts; what does not fit waits for 1 approval; slack 5.")]
    public void A_limit_is_a_sentence_that_leaves_nothing_out(string limit, string sentence) => Assert.Equal(sentence, PolicyWords.Limit(Json(limit)));

    [Theory]
    [InlineData("""{"default":"off","clients":{},"cooling_off":"1.00:00:00"}""", "Clients are paid at any address. A new address waits 1 day.")]
    [InlineData("""{"default":"off","clients":{"c-1":"require","c-2":"require"},"cooling_off":"00:00:00"}""", "Clients are paid at any address; at known addresses alone: c-1, c-2. A new address waits 0 s.")]
    [InlineData("""{"default":"require","clients":{"c-1":"off"},"cooling_off":"12:00:00"}""", "Every client is paid at known addresses alone; at any address: c-1. A new address waits 12 h.")]
    public void The_address_book_is_a_sentence(string book, string sentence) => Assert.Equal(sentence, PolicyWords.Book(Json($$"""{"address_book":{{book}}}""")));

    [Theory]
    [InlineData("null", "nothing")]
    [InlineData("\"10000\"", "10000")]
    [InlineData("""["a","b"]""", "a, b")]
    [InlineData("""[{"role":null,"count":2},{"role":"checker","count":1}]""", "2 approvals and 1 approval of the role checker")]
    [InlineData("""[{"of":"a newer service"}]""", """[{"of":"a newer service"}]""")]
    [InlineData("""{"name":"a","then":"allow"}""", "All payouts: are allowed.")]
    [InlineData("""{"name":"a","window":"01:00:00","max_count":1,"on_excess":"queue"}""", "All payouts, all together, within 1 h: at most 1 payouts; what does not fit waits until there is room.")]
    public void A_value_of_a_change_is_told_as_what_it_is(string value, string told) => Assert.Equal(told, PolicyWords.Value(Json(value)));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
