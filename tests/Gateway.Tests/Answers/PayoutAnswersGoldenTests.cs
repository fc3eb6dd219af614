using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer that has a payout in it, byte for byte as it was (<see cref="GoldenFile"/>).</summary>
public sealed class PayoutAnswersGoldenTests : IAsyncLifetime
{
    private const string Minimal = """{"client_id":"c-1042","asset":"USDT","network":"TRON","amount":"25.50","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""";

    private const string Whole = """
        {"client_id":"bound-1","asset":"ton","network":"Ton","amount":"012.500","wallet_address":"EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N","memo":"7781 <&> 🚀","origin":"scheduled","reference":"Rechnung \"é\" 'x'","requested_by":"ana@example.com","scheduled_for":"2026-12-01T10:00:00.1239+01:00","fee_payer":"recipient","metadata":{"b":"\u2028","B":"","🚀":"\u0001"}}
        """;

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_payout_is_read_as_it_always_was()
    {
        _gateway.Cluster.Payouts.AddRange(GoldenPayouts.All.Select(example => example.Payout));
        var answers = new Answers(_gateway.Http, "GET /payouts/{id}: payouts of every kind.");
        foreach (var (title, payout) in GoldenPayouts.All)
        {
            await answers.AskAsync(title, $"GET /payouts/{payout.Id}");
        }

        var first = GoldenPayouts.All[0].Payout.Id;
        await answers.AskAsync("The headers alone", $"HEAD /payouts/{first}");
        await answers.AskAsync("The version is known", $"GET /payouts/{first}", headers: ("If-None-Match", "\"7\", W/\"1\""));
        await answers.AskAsync("Another version is known", $"GET /payouts/{first}", headers: ("If-None-Match", "\"2\""));
        await answers.AskAsync("By the client's own key", $"GET /payouts/{GoldenPayouts.All[1].Payout.Id}", key: "bound");
        await answers.AskAsync("By another client's key", $"GET /payouts/{first}", key: "bound");
        await answers.AskAsync("By a key that may look and do nothing", $"GET /payouts/{GoldenPayouts.All[1].Payout.Id}", key: "reader");
        answers.Check("payouts.txt");
    }

    [Fact]
    public async Task A_create_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /payouts: created, repeated, and the key used for another request.");
        await answers.AskAsync("The minimum, without a key", "POST /payouts", Minimal);
        await answers.AskAsync("The same again", "POST /payouts", Minimal);
        await answers.AskAsync("The minimum, under a key", "POST /payouts", Minimal, "creator", ("Idempotency-Key", "order-1"));
        await answers.AskAsync("Every member, by the client's own key", "POST /payouts", Whole, "bound", ("Idempotency-Key", "\"order:~.-_2\""));
        await answers.AskAsync("The same again, in another content type", "POST /payouts", Whole, "bound", ("Idempotency-Key", "order:~.-_2"), ("Content-Type", "application/json; charset=utf-8"));
        await answers.AskAsync("Every member that may be null is null", "POST /payouts", Minimal.Replace("}", ""","memo":null,"origin":null,"reference":null,"requested_by":null,"scheduled_for":null,"fee_payer":null,"metadata":null}""", StringComparison.Ordinal), headers: ("Idempotency-Key", "order-3"));
        await answers.AskAsync("The key stands for another amount", "POST /payouts", Minimal.Replace("25.50", "26", StringComparison.Ordinal), headers: ("Idempotency-Key", "order-1"));
        await answers.AskAsync("The key stands for another amount and memo", "POST /payouts", Whole.Replace("012.500", "1", StringComparison.Ordinal).Replace("7781", "7782", StringComparison.Ordinal), headers: ("Idempotency-Key", "order:~.-_2"));
        answers.Check("creates.txt");
    }

    [Fact]
    public async Task A_request_is_validated_without_being_carried_out()
    {
        const string Evm = """{"client_id":"c-1042","asset":"USDT","network":"ETH","amount":"25.5","wallet_address":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}""";
        var answers = new Answers(_gateway.Http, "POST /payouts?validate=true: what a create would do.");
        await answers.AskAsync("The minimum, without a key", "POST /payouts?validate=true", Minimal);
        await answers.AskAsync("Every member, by the client's own key, with a fee that nobody knows", "POST /payouts?validate=true", Whole, "bound", ("Idempotency-Key", "\"order:~.-_2\""));
        await answers.AskAsync("An address that is checked by the case of its letters", "POST /payouts?validate=true", Evm);
        Assert.Empty(_gateway.Cluster.Payouts);
        await answers.AskAsync("A field is refused", "POST /payouts?validate=true", Minimal.Replace("25.50", "0", StringComparison.Ordinal));
        await answers.AskAsync("Another client's", "POST /payouts?validate=true", Minimal, "bound");
        await answers.AskAsync("By a key that may not create", "POST /payouts?validate=true", Minimal, "reader");
        await answers.AskAsync("Not a key", "POST /payouts?validate=true", Minimal, headers: ("Idempotency-Key", "a b"));
        await answers.AskAsync("It is made", "POST /payouts", Minimal, headers: ("Idempotency-Key", "order-1"));
        await answers.AskAsync("The same again", "POST /payouts?validate=true", Minimal, headers: ("Idempotency-Key", "order-1"));
        await answers.AskAsync("The key stands for another amount", "POST /payouts?validate=true", Minimal.Replace("25.50", "26", StringComparison.Ordinal), headers: ("Idempotency-Key", "order-1"));
        Assert.Single(_gateway.Cluster.Payouts);
        answers.Check("validations.txt");
    }

    [Theory]
    [InlineData("validate=false", "/validate")]
    [InlineData("validate=", "/validate")]
    [InlineData("validate=true&validate=true", "/validate")]
    [InlineData("validate=True", "/validate")]
    [InlineData("Validate=true", "/Validate")]
    [InlineData("validate=true&dry_run=true", "/dry_run")]
    [InlineData("validte=true", "/validte")]
    [InlineData("trace=1", "/trace")]
    public async Task Nothing_is_paid_for_a_parameter_that_was_misspelt(string query, string at)
    {
        var answers = new Answers(_gateway.Http, "");
        await answers.AskAsync("", $"POST /payouts?{query}", Minimal);

        Assert.Contains("\n400\n", answers.Text, StringComparison.Ordinal);
        Assert.Contains($"\"pointer\":\"{at}\"", answers.Text, StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Payouts);
    }

    [Fact]
    public async Task A_cancel_is_answered_as_it_always_was()
    {
        _gateway.Cluster.Payouts.AddRange(GoldenPayouts.All.Select(example => example.Payout));
        var answers = new Answers(_gateway.Http, "POST /payouts/{id}/cancel, once for each status and detail.");
        foreach (var (title, payout) in GoldenPayouts.All.DistinctBy(example => (example.Payout.Status, example.Payout.Detail)))
        {
            await answers.AskAsync(title, $"POST /payouts/{payout.Id}/cancel");
        }

        var path = $"POST /payouts/{GoldenPayouts.All[0].Payout.Id}/cancel";
        await answers.AskAsync("Any version", path, headers: ("If-Match", "*"));
        await answers.AskAsync("The version that was seen", path, headers: ("If-Match", "\"1\""));
        await answers.AskAsync("One of several versions", path, headers: ("If-Match", "\"4\", \"1\""));
        await answers.AskAsync("Another version", path, headers: ("If-Match", "\"2\""));
        await answers.AskAsync("No version", path, headers: ("If-Match", "W/\"1\""));
        await answers.AskAsync("Not a version", path, headers: ("If-Match", "1"));
        await answers.AskAsync("By another client's key", path, key: "bound");
        await answers.AskAsync("An unknown id", $"POST /payouts/{new string('a', 32)}/cancel");
        await answers.AskAsync("Not an id", "POST /payouts/1/cancel");
        answers.Check("cancels.txt");
    }

    [Fact]
    public async Task What_an_operator_does_is_answered_as_it_always_was()
    {
        var calm = GoldenPayouts.Full with { Id = new('c', 32), NeedsAttention = false, Version = 4 };
        var doubted = calm with { Id = new('d', 32), NeedsAttention = true, ResponseLogs = [] };
        _gateway.Cluster.Payouts.AddRange([calm, doubted, GoldenPayouts.Bare, calm with { Id = new('e', 32), Status = PayoutStatus.Failed, Detail = null }, calm with { Id = new('f', 32), Detail = PayoutDetail.Submitting }]);
        var answers = new Answers(_gateway.Http, "POST /payouts/{id}/look-up, /attention/claim and /attention/resolve.");
        await answers.AskAsync("Heleket is asked again", $"POST /payouts/{calm.Id}/look-up");
        await answers.AskAsync("Once more at once", $"POST /payouts/{calm.Id}/look-up");
        await answers.AskAsync("By the client's own key", $"POST /payouts/{doubted.Id}/look-up", key: "bound");
        await answers.AskAsync("Nothing was sent", $"POST /payouts/{GoldenPayouts.Bare.Id}/look-up");
        await answers.AskAsync("It is being sent", $"POST /payouts/{new string('f', 32)}/look-up");
        await answers.AskAsync("It is final", $"POST /payouts/{new string('e', 32)}/look-up");
        var (look, claim, resolve) = ($"POST /payouts/{doubted.Id}/look-up", $"POST /payouts/{doubted.Id}/attention/claim", $"POST /payouts/{doubted.Id}/attention/resolve");
        await answers.AskAsync("Claimed without a note", claim, "{}");
        await answers.AskAsync("Claimed with a note of two lines", claim, """{"note":"I ask\r\nHeleket"}""");
        await answers.AskAsync("Nothing to claim", $"POST /payouts/{calm.Id}/attention/claim", """{"note":null}""");
        await answers.AskAsync("Resolved without a version", resolve, """{"note":"seen"}""");
        await answers.AskAsync("Resolved by no version", resolve, """{"note":"seen"}""", headers: ("If-Match", "6"));
        await answers.AskAsync("Resolved by an old version", resolve, """{"note":"seen"}""", headers: ("If-Match", "\"3\""));
        await answers.AskAsync("Resolved by none of several versions", resolve, """{"note":"seen"}""", headers: ("If-Match", "\"3\", \"2\""));
        await answers.AskAsync("Resolved", resolve, """{"note":"seen"}""", headers: ("If-Match", "\"7\""));
        await answers.AskAsync("Resolved once more", resolve, """{"note":"seen"}""", headers: ("If-Match", "\"7\""));
        await answers.AskAsync("Nothing to resolve", resolve, """{"note":"seen"}""", headers: ("If-Match", "*"));
        foreach (var (title, path) in new[] { ("asked about", look), ("claimed", claim), ("resolved", resolve) })
        {
            await answers.AskAsync($"Another client's, {title}", path.Replace(doubted.Id, GoldenPayouts.Bare.Id, StringComparison.Ordinal), """{"note":"seen"}""", "bound", ("If-Match", "*"));
            await answers.AskAsync($"By a key without the scope, {title}", path, """{"note":"seen"}""", "creator", ("If-Match", "*"));
            await answers.AskAsync($"An unknown id, {title}", path.Replace(doubted.Id, new string('a', 32), StringComparison.Ordinal), """{"note":"seen"}""", headers: ("If-Match", "*"));
            await answers.AskAsync($"Not an id, {title}", path.Replace(doubted.Id, "1", StringComparison.Ordinal), """{"note":"seen"}""", headers: ("If-Match", "*"));
        }

        foreach (var body in new[] { "", "[]", "{}", """{"note":""}""", """{"note":" \n "}""", """{"note":7}""", """{"note":"a\u0007"}""", """{"note":"seen"}""", $$"""{"note":"{{new string('x', 1001)}}"}""", new string(' ', (32 * 1024) + 1) })
        {
            await answers.AskAsync("A body that is refused", resolve, body, headers: ("If-Match", "*"));
        }

        await answers.AskAsync("Not JSON", claim, "note=seen", headers: ("Content-Type", "application/x-www-form-urlencoded"));
        answers.Check("operate.txt");
    }

    [Fact]
    public async Task A_list_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /payouts: pages with and without a next one.");
        await answers.AskAsync("Nothing", "GET /payouts");
        _gateway.Cluster.Payouts.AddRange(GoldenPayouts.All.Take(3).Select(example => example.Payout));
        await answers.AskAsync("A page and no next one", "GET /payouts");
        await answers.AskAsync("A page and a next one", "GET /payouts?limit=2");
        await answers.AskAsync("The next page", $"GET /payouts?limit=2&cursor={Cursor(answers.Text)}");
        await answers.AskAsync("Every filter, which the next page keeps", "GET /payouts?limit=1&created_to=2027-01-01T00:00:00%2B01:00&created_from=2026-01-01T00:00:00Z&needs_attention=false&txid=0xAbC&heleket_transaction_id=A7C0&reference=R%C3%A9%20%26%20%22x%22&origin=manual&network=tron&asset=usdt&detail=queued&status=pending&client_id=c-1042");
        await answers.AskAsync("Who waits longest, which the next page keeps", "GET /payouts?limit=1&sort=since&detail=queued");
        await answers.AskAsync("The headers alone", "HEAD /payouts?limit=2");
        await answers.AskAsync("By a client's own key", "GET /payouts", key: "bound");
        await answers.AskAsync("The payouts of another client", "GET /payouts?client_id=c-1042", key: "bound");
        answers.Check("lists.txt");
    }

    // Stored, and in no answer of a payout.
    private static readonly string[] NotShown =
    [
        "Payout.AcceptedAt", "ResponseLog.Txid", "ResponseLog.Fee", "ResponseLog.HeleketTransactionId",

        // Always set in an answer.
        "Payout.Standing", "PayoutStanding.Since",
    ];

    [Fact]
    public void The_payouts_between_them_have_every_member_and_every_word()
    {
        var coverage = new MemberCoverage(typeof(Payout), typeof(PayoutRequest), typeof(ResponseLog), typeof(PayoutStanding), typeof(Caller), typeof(PayoutApproval));

        var missing = coverage.Missing(GoldenPayouts.All.Select(example => example.Payout)).Where(member => !NotShown.Any(name => member.StartsWith(name + " ", StringComparison.Ordinal)));
        Assert.Equal("", string.Join('\n', missing));
    }

    private static string Cursor(string text) => text.Split("&cursor=")[^1].Split('>')[0];
}
