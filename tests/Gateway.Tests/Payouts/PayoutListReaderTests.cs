using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PayoutListReaderTests
{
    private static readonly PageCursor Cursors = new(new("payouts", [1, 2, 3]));

    [Fact]
    public void Without_parameters_it_is_the_newest_25_of_all() => Assert.Equal(new PayoutQuery { Limit = 25 }, Read("").Query);

    [Fact]
    public void Every_filter_is_read()
    {
        var position = new PagePosition(Requests.Now, new string('a', 32));
        var reading = Read("?client_id=c-1&status=broadcast&detail=failed_provisional&asset=usdt&network=tron&origin=bonus"
            + "&reference=e%CC%81%20%2B1&txid=0xCF8"
            + "&heleket_transaction_id=a7c0caec-a594-4aaa-b1c4-77d511857594&needs_attention=true"
            + $"&created_from=2026-11-01T00:00:00Z&created_to=2026-12-01T00:00:00%2B01:00&limit=100&cursor={Cursors.Write(position)}");
        Assert.False(reading.CursorRefused);
        Assert.Equal(new PayoutQuery
        {
            ClientId = "c-1",
            Status = PayoutStatus.Broadcast,
            Detail = PayoutDetail.FailedProvisional,
            Asset = "USDT",
            Network = "TRON",
            Origin = PayoutOrigin.Bonus,
            Reference = "e\u0301 +1",
            Txid = "0xCF8",
            HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
            NeedsAttention = true,
            CreatedFrom = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
            CreatedTo = new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero),
            Limit = 100,
            After = position,
        }, reading.Query);
    }

    [Theory]
    [InlineData("needs_attention=true")]
    [InlineData("detail=queued")]
    [InlineData("detail=awaiting_approval&needs_attention=false")]
    [InlineData("detail=outcome_unknown&client_id=c-1&status=pending")]
    [InlineData("detail=failed_provisional")]
    [InlineData("detail=processing&needs_attention=true")]
    public void Those_who_wait_can_be_had_in_the_order_of_waiting(string filter)
    {
        var position = new PagePosition(Requests.Now, new string('a', 32));

        var reading = Read($"?{filter}&sort=since&cursor={Cursors.Write(position, PayoutOrder.Since)}");

        Assert.Equal((PayoutOrder.Since, position), (reading.Query?.Order, reading.Query?.After));
        Assert.False(reading.CursorRefused);
        Assert.True(Read($"?{filter}&sort=since&cursor={Cursors.Write(position)}").CursorRefused);
        Assert.True(Read($"?{filter}&cursor={Cursors.Write(position, PayoutOrder.Since)}").CursorRefused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("needs_attention=false")]
    [InlineData("detail=processing")]
    [InlineData("detail=scheduled")]
    [InlineData("status=pending&client_id=c-1")]
    public void Others_cannot_and_the_error_names_the_rule(string filter) => Assert.Equal(
        new FieldError("/sort", "is possible only with needs_attention=true, or with detail=queued, awaiting_approval, outcome_unknown or failed_provisional."),
        Assert.Single(Read($"?{filter}&sort=since").Errors));

    [Fact]
    public void What_the_caller_may_still_approve_comes_in_the_order_of_waiting()
    {
        var reading = Read("?detail=awaiting_approval&decidable=true");

        Assert.Equal((true, PayoutOrder.Since), (reading.IsDecidable, reading.Query?.Order));
        Assert.False(Read("?detail=awaiting_approval").IsDecidable);
    }

    [Theory]
    [InlineData("decidable=true", "is possible only with detail=awaiting_approval.")]
    [InlineData("decidable=true&detail=queued", "is possible only with detail=awaiting_approval.")]
    [InlineData("decidable=false&detail=awaiting_approval", "must be true; without it all are listed.")]
    public void It_is_asked_for_only_of_what_waits_for_people(string query, string fault) =>
        Assert.Equal(new FieldError("/decidable", fault), Assert.Single(Read($"?{query}").Errors));

    [Fact]
    public void A_filter_that_could_not_be_read_is_told_alone() =>
        Assert.Equal("/detail", Assert.Single(Read("?detail=queue&sort=since").Errors).Pointer);

    [Theory]
    [InlineData("sort", "created")]
    [InlineData("sort", "Since")]
    [InlineData("sort", "")]
    [InlineData("limit", "0")]
    [InlineData("limit", "101")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "+5")]
    [InlineData("limit", "1.0")]
    [InlineData("limit", "1\0")]
    [InlineData("limit", "ten")]
    [InlineData("limit", "99999999999")]
    [InlineData("status", "paid")]
    [InlineData("status", "Pending")]
    [InlineData("status", "0")]
    [InlineData("detail", "unknown")]
    [InlineData("origin", "auto")]
    [InlineData("asset", "US-DT")]
    [InlineData("network", "T RON")]
    [InlineData("client_id", "*")]
    [InlineData("needs_attention", "True")]
    [InlineData("needs_attention", "1")]
    [InlineData("created_from", "2026-11-01")]
    [InlineData("created_to", "yesterday")]
    [InlineData("heleket_transaction_id", "a\nb")]
    [InlineData("reference", "a\nb")]
    [InlineData("reference", "")]
    [InlineData("txid", "")]
    [InlineData("txid", "0x\0")]
    [InlineData("status", "")]
    [InlineData("statos", "pending")]
    public void A_parameter_that_breaks_a_rule_is_refused_by_name(string name, string value)
    {
        var reading = Read(QueryString.Create(name, value).Value!);
        Assert.Null(reading.Query);
        Assert.Equal($"/{name}", Assert.Single(reading.Errors).Pointer);
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("txid")]
    public void A_text_is_at_most_128_characters(string name)
    {
        Assert.Empty(Read($"?{name}={new string('x', 128)}").Errors);
        Assert.Equal($"/{name}", Assert.Single(Read($"?{name}={new string('x', 129)}").Errors).Pointer);
    }

    [Fact]
    public void A_parameter_given_twice_is_refused() =>
        Assert.Equal("/status", Assert.Single(Read("?status=pending&status=pending").Errors).Pointer);

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(["/x", "/status", "/limit"], Read("?limit=0&status=y&x=1").Errors.Select(error => error.Pointer));

    [Theory]
    [InlineData("AAAA")]
    [InlineData("")]
    public void A_cursor_that_is_not_ours_is_refused_on_its_own_account(string cursor) => Assert.True(Read($"?cursor={cursor}").CursorRefused);

    [Fact]
    public void An_unescaped_plus_of_an_offset_is_understood() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), Read("?created_from=2026-11-01T10:00:00+01:00").Query?.CreatedFrom);

    [Fact]
    public void Bounds_between_two_milliseconds_move_up()
    {
        var query = Read("?created_from=2026-11-01T10:00:00.0000001Z&created_to=2026-11-01T10:00:00.0005Z").Query;
        var next = new DateTimeOffset(2026, 11, 1, 10, 0, 0, 1, TimeSpan.Zero);
        Assert.Equal((next, next), (query?.CreatedFrom, query?.CreatedTo));
    }

    private static PayoutListReading Read(string query) => PayoutListReader.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), Cursors);
}
