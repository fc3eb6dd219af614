using System.Text;
using Heleket;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Responses;

/// <summary>Requests, and the answers that Heleket documents (docs/heleket.md, "Envelope").</summary>
internal static class Exchanges
{
    public const string OrderId = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";
    public const string Uuid = "a7c0caec-a594-4aaa-b1c4-77d511857594";

    public static readonly CreatePayoutRequest[] Requests =
    [
        Ask("USDT", "TRON", 5m, "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"),
        Ask("USDT", "ETH", 25.5m, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
        Ask("BTC", "BTC", 0.00012345m, "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3"),
        Ask("BCH", "BCH", 1m, "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
        Ask("TON", "TON", 123456789012345678.12345678m, "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N") with { Memo = "7781" },
    ];

    private static readonly (int Status, Json Body, Type Create, Type Info)[] Refusals =
    [
        .. new (int Status, string Body)[]
        {
            (422, """{"state":1,"message":"Not enough funds"}"""), (422, """{"state":1,"message":"The withdrawal amount is too small"}"""),
            (422, """{"state":1,"message":"Minimum amount 0.5 USDT"}"""), (422, """{"state":1,"message":"You are forbidden"}"""),
            (422, """{"state":1,"message":"The terminal was not found"}"""), (422, """{"state":1,"message":"Not enough balance for convert USDT to LTC"}"""),
            (422, """{"state":1,"errors":{"amount":["validation.required"]}}"""), (422, """{"state":1,"errors":{"amount":["validation.required"],"address":["validation.regex","validation.string"]}}"""),
            (401, """{"message":"Invalid Sign."}"""), (200, """{"message":"Invalid Sign."}"""), (429, """{"message":"Too Many Attempts."}"""),
        }.Select(static refusal => (refusal.Status, Json.Parse(refusal.Body), typeof(CreateOutcome.Refused), typeof(InfoOutcome.Failed))),
        (422, Json.Parse("""{"state":1,"message":"Payout not found"}"""), typeof(CreateOutcome.Refused), typeof(InfoOutcome.NotFound)),
        (404, Json.Parse("""{"state":1,"message":"The payout was not found."}"""), typeof(CreateOutcome.RefusedBefore), typeof(InfoOutcome.NotFound)),
        (422, Json.Parse("""{"state":1,"errors":{"uuid":["validation.required_without"],"order_id":["validation.required_without"]}}"""), typeof(CreateOutcome.Unknown), typeof(InfoOutcome.Failed)),
        (500, Json.Parse("""{"message":"Server error, #1","code":500,"error":null}"""), typeof(CreateOutcome.Unknown), typeof(InfoOutcome.Failed)),
        (403, Json.OfToken("<html><head><title>403 Forbidden</title></head><body></body></html>"), typeof(CreateOutcome.RefusedBefore), typeof(InfoOutcome.Failed)),
        (425, Json.Parse("""{"message":"Too early"}"""), typeof(CreateOutcome.RefusedBefore), typeof(InfoOutcome.Failed)),
        (502, Json.OfToken("<html><head><title>502 Bad Gateway</title></head><body></body></html>"), typeof(CreateOutcome.Unknown), typeof(InfoOutcome.Failed)),
    ];

    private static readonly int[] Statuses =
        [200, 200, 200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 402, 403, 404, 405, 408, 409, 410, 422, 422, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 522, 599, 999];

    private static readonly string[] HeaderNames = ["Content-Type", "Content-Encoding", "Content-Length", "Location", "Retry-After", "Transfer-Encoding", "Set-Cookie", "X-Odd"];

    /// <summary>An answer, and what each call must make of it if it is as the documents have it.</summary>
    public static (FakeResponse Answer, bool IsMutated, Type? Create, Type? Info) Draw(CreatePayoutRequest asked, Chance chance)
    {
        var (documented, body, create, info) = chance.Percent(60)
            ? (200, Success(asked, chance), typeof(CreateOutcome.Accepted), typeof(InfoOutcome.Found))
            : Copied(chance.OneOf(Refusals));
        var plain = Encoding.UTF8.GetBytes(body.Write());
        if (chance.Percent(3))
        {
            return (new FakeResponse(documented, plain, [("Content-Type", "application/json")], Delivery.Whole), false, create, info);
        }

        var status = chance.Percent(20) ? chance.OneOf(Statuses) : documented;
        if (chance.Percent(85))
        {
            Mutate.Tree(body, chance, 3);
        }

        var styled = chance.Percent(20);
        var bytes = Encoding.UTF8.GetBytes(body.Write(chance, styled ? 10 : 0, styled ? 10 : 0));
        bytes = chance.Percent(35) ? Mutate.Bytes(bytes, chance, 3) : bytes;
        return (new FakeResponse(status, bytes, Headers(chance), Deliver(chance)), status != documented || !bytes.AsSpan().SequenceEqual(plain), null, null);
    }

    private static Delivery Deliver(Chance chance) => chance.Below(2000) switch
    {
        0 => Delivery.Endless,
        < 40 => (Delivery)chance.Between((int)Delivery.CutOff, (int)Delivery.FailsAfterTheBody) is var drawn and not Delivery.Endless ? drawn : Delivery.CutOff,
        < 80 => Delivery.InSmallPieces,
        _ => Delivery.Whole,
    };

    private static List<(string, string)> Headers(Chance chance) => chance.Percent(80)
        ? [("Content-Type", "application/json")]
        : [.. Enumerable.Range(0, chance.Below(4)).Select(_ => (chance.OneOf(HeaderNames), Mutate.Text("application/json", chance)))];

    private static Json Success(CreatePayoutRequest asked, Chance chance)
    {
        var amount = ExactNumber.Of(asked.Amount).ToString();
        var number = chance.Percent(50) ? Json.OfToken(amount) : Json.OfText(amount);
        List<(string, Json)> shown =
        [
            ("uuid", Json.OfText(Uuid)), ("amount", chance.Percent(70) ? Json.OfText(amount) : number), ("currency", Json.OfText(asked.Currency)),
            ("network", Json.OfText(chance.Percent(70) ? asked.Network : asked.Network.ToLowerInvariant())), ("address", Json.OfText(asked.Address)), ("txid", Json.OfToken("null")),
            ("status", Json.OfText(chance.OneOf(["process", "check", "paid", "fail"]))), ("is_final", Json.OfToken(chance.OneOf(["true", "false"]))),
            ("balance", Json.OfToken("129")), ("payer_currency", Json.OfText(asked.Currency)), ("payer_amount", number.Copy()),
        ];
        if (chance.Percent(30))
        {
            shown.Add(("order_id", Json.OfText(asked.OrderId)));
            shown.Add(("commission", Json.OfText("1.00000000")));
            shown.Add(("created_at", Json.OfText("2026-11-23T13:00:00+03:00")));
        }

        return Json.OfMembers(("state", Json.OfToken("0")), ("result", Json.OfMembers(shown)));
    }

    private static (int, Json, Type, Type) Copied((int Status, Json Body, Type Create, Type Info) refusal) => refusal with { Body = refusal.Body.Copy() };

    private static CreatePayoutRequest Ask(string currency, string network, decimal amount, string address) => new()
    {
        Amount = amount,
        Currency = currency,
        Network = network,
        OrderId = OrderId,
        Address = address,
        IsSubtract = true,
    };
}
