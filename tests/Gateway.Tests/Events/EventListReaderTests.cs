using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payouts.Gateway.Events;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Events;

public sealed class EventListReaderTests
{
    private static readonly EventCursor Cursors = new(new("payouts", [1, 2, 3]));

    [Fact]
    public void Without_parameters_it_is_the_oldest_100_of_all_and_nobody_waits()
    {
        var query = Read("").Query!;

        Assert.Equal((null, false, 100, null, null, TimeSpan.Zero), (query.After, query.FromEnd, query.Limit, query.ClientId, query.PayoutId, query.Wait));
        Assert.Empty(query.Types);
    }

    [Fact]
    public void Every_parameter_is_read()
    {
        var place = new EventPosition(1, 2, 3);
        var query = Read($"?after={Cursors.Write(place)}&limit=1000&types=payout.created,payout.*,payout.created&client_id=c-1&payout_id={new string('a', 32)}&wait=25").Query!;

        Assert.Equal((place, false, 1000, "c-1", new string('a', 32), TimeSpan.FromSeconds(25)), (query.After, query.FromEnd, query.Limit, query.ClientId, query.PayoutId, query.Wait));
        Assert.Equal(["payout.created", "payout.*"], query.Types);
    }

    [Fact]
    public void Latest_is_no_cursor_but_the_end()
    {
        var reading = Read("?after=latest");

        Assert.Equal((null, true, false), (reading.Query?.After, reading.Query?.FromEnd, reading.CursorRefused));
    }

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "1001")]
    [InlineData("limit", "1\0")]
    [InlineData("wait", "-1")]
    [InlineData("wait", "26")]
    [InlineData("wait", "1.5")]
    [InlineData("wait", "")]
    [InlineData("types", "")]
    [InlineData("types", "*")]
    [InlineData("types", "payout")]
    [InlineData("types", "payout.paid")]
    [InlineData("types", "payout.pending")]
    [InlineData("types", "payout.created,")]
    [InlineData("types", "payout.created, payout.failed")]
    [InlineData("types", "Payout.created")]
    [InlineData("client_id", "a b")]
    [InlineData("payout_id", "7")]
    [InlineData("payout_id", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("cursor", "x")]
    [InlineData("type", "payout.created")]
    public void A_parameter_that_breaks_a_rule_is_refused_by_name(string name, string value)
    {
        var reading = Read(QueryString.Create(name, value).Value!);

        Assert.Null(reading.Query);
        Assert.Equal($"/{name}", Assert.Single(reading.Errors).Pointer);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("Latest")]
    [InlineData("")]
    public void A_cursor_that_is_not_ours_is_refused_on_its_own_account(string cursor) => Assert.True(Read($"?after={cursor}").CursorRefused);

    [Fact]
    public void A_parameter_given_twice_is_refused() => Assert.Equal("/after", Assert.Single(Read("?after=latest&after=latest").Errors).Pointer);

    private static EventListReading Read(string query) => EventListReader.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), Cursors);
}
