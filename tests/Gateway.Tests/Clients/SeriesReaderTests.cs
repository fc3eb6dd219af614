using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payouts.Gateway.Clients;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Gateway.Tests.Clients;

public sealed class SeriesReaderTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_parameter_is_read()
    {
        var reading = Read("?from=2026-11-23T02:00:00%2B01:00&to=2026-11-23T03:00:00.000Z&by=hour&client_id=c-1&asset=usdt");

        Assert.Equal(new SeriesQuery(Day.AddHours(1), Day.AddHours(3), SeriesStep.Hour, "USDT"), reading.Query);
        Assert.Equal("c-1", reading.ClientId);
    }

    [Fact]
    public void An_unescaped_plus_of_an_offset_is_understood() =>
        Assert.Equal(Day.AddHours(1), Read("?from=2026-11-23T02:00:00+01:00&to=2026-11-24T00:00:00Z&by=hour").Query?.From);

    [Theory]
    [InlineData("2026-11-23", "2026-12-24", "hour")]
    [InlineData("2026-11-23", "2027-11-24", "day")]
    public void The_longest_part_is_read_and_a_longer_one_refused(string from, string to, string by)
    {
        Assert.NotNull(Read($"?from={from}T00:00:00Z&to={to}T00:00:00Z&by={by}").Query);

        var later = by == "day" ? DateTimeOffset.Parse($"{to}T00:00:00Z", null).AddDays(1) : DateTimeOffset.Parse($"{to}T01:00:00Z", null);
        var error = Assert.Single(Read($"?from={from}T00:00:00Z&to={later:yyyy-MM-ddTHH:mm:ss}Z&by={by}").Errors);
        Assert.Equal("/to", error.Pointer);
        Assert.Contains($"at most {(by == "day" ? 366 : 31)} days", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?", "/by", "/from", "/to")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z", "/by")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&by=week", "/by")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&by=Hour", "/by")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:00Z&by=hour", "/to")]
    [InlineData("?from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z&by=day", "/to")]
    [InlineData("?from=2026-11-23T00:30:00Z&to=2026-11-23T01:00:00.001Z&by=hour", "/from", "/to")]
    [InlineData("?from=2026-11-23T01:00:00Z&to=2026-11-24T00:00:00%2B01:00&by=day", "/from", "/to")]
    [InlineData("?from=2026-11-23&to=tomorrow&by=day", "/from", "/to")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&by=day&client_id=*&asset=US-DT", "/client_id", "/asset")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&by=day&status=failed", "/status")]
    [InlineData("?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&by=day&by=day", "/by")]
    public void What_breaks_a_rule_is_refused_by_name(string query, params string[] pointers)
    {
        var reading = Read(query);

        Assert.Null(reading.Query);
        Assert.Equal(pointers, reading.Errors.Select(error => error.Pointer));
    }

    private static SeriesReading Read(string query) => SeriesReader.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
