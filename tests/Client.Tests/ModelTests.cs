using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Client.Wire;

namespace Payouts.Client.Tests;

/// <summary>What answers become: also those of a newer or an older service.</summary>
public sealed class ModelTests
{
    [Fact]
    public void A_word_that_is_new_is_a_value()
    {
        var payout = Read(Json.Payout(changes: [("status", "parked"), ("detail", "in_orbit"), ("money", "elsewhere"), ("actions", new JsonArray("cancel", "launch"))]));
        Assert.Equal(("parked", "in_orbit", "elsewhere"), (payout.Status.Value, payout.Detail!.Value.ToString(), payout.Money.Value));
        Assert.Equal([PayoutAction.Cancel, new("launch")], payout.Actions);
        Assert.False(payout.IsFinal);
        Assert.NotEqual(PayoutStatus.Pending, payout.Status);
    }

    [Fact]
    public void A_member_that_is_new_is_in_nobodys_way() =>
        Assert.Equal(Json.Id, Read(Json.Payout(changes: [("batch", new JsonObject { ["rows"] = 1 }), ("Id", 7)])).Id);

    [Fact]
    public void What_an_older_service_does_not_say_has_a_value_that_says_so()
    {
        var old = JsonNode.Parse(Json.Payout(changes: ("updated_at", "2026-11-28T11:00:00.000Z")))!.AsObject();
        foreach (var name in (string[])["since", "settled_at", "next", "actions", "money", "claimed_by"])
        {
            old.Remove(name);
        }

        old["response_logs"]![0]!.AsObject().Remove("version");
        var payout = Read(old.ToJsonString());
        Assert.Equal(payout.UpdatedAt, payout.Since);
        Assert.Equal(("", null, 0L), (payout.Next.What.Value, payout.Next.At, payout.Next.Attempt));
        Assert.Empty(payout.Actions);
        Assert.Equal("", payout.Money.ToString());
        Assert.Null(payout.ResponseLogs[0].Version);
    }

    [Fact]
    public void What_must_be_there_is_missed()
    {
        var cut = JsonNode.Parse(Json.Payout())!.AsObject();
        cut.Remove("amount");
        Assert.Throws<JsonException>(() => Read(cut.ToJsonString()));
    }

    [Fact]
    public void The_whole_payout_is_read()
    {
        var payout = Read(Json.Payout(version: 4, status: "confirmed", changes: [("fee", "1"), ("txid", "5f3a"), ("reason", "queue_expired"), ("settled_at", "2026-11-28T10:00:09.120Z"), ("claimed_by", "ana")]));
        Assert.Equal((25.5m, 1m, "5f3a", 4L, "ana"), (payout.Amount, payout.Fee, payout.Txid, payout.Version, payout.ClaimedBy));
        Assert.Equal((PayoutStatus.Confirmed, null, PayoutReason.QueueExpired), (payout.Status, payout.Detail, payout.Reason));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 10, 0, 9, 120, TimeSpan.Zero), payout.SettledAt);
        Assert.Equal("7781", payout.Metadata["ticket"]);
        Assert.Equal((StepKind.Send, 1L), (payout.Next.What, payout.Next.Attempt));
        Assert.Equal((LogSource.Api, "ana@example.com"), (payout.ResponseLogs[0].Source, payout.ResponseLogs[0].By!.Person));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("25.50", "25.50")]
    [InlineData("000.10", "0.10")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void An_amount_that_a_decimal_holds_is_exact(string text, string expected)
    {
        Assert.True(Amounts.TryParse(text, out var amount));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("1234567890.12345678901234567891")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    [InlineData("")]
    [InlineData("NaN")]
    public void An_amount_that_it_does_not_hold_is_refused_and_never_rounded(string text)
    {
        Assert.False(Amounts.TryParse(text, out _));
        Assert.Throws<JsonException>(() => Read(Json.Payout(changes: ("amount", text))));
    }

    [Fact]
    public void An_amount_that_is_a_number_is_refused() => Assert.Throws<JsonException>(() => Read(Json.Payout(changes: ("amount", 25.5m))));

    [Fact]
    public void An_amount_is_sent_without_zeros_that_say_nothing() =>
        Assert.Equal(["25.5", "100", "0.00000001", "0"], ((decimal[])[25.500m, 100m, 0.00000001m, 0.00m]).Select(Amounts.Text));

    [Fact]
    public void Every_word_reads_and_writes_its_text_and_knows_no_text_twice()
    {
        var words = typeof(PayoutStatus).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.GetProperty("Value") is not null).ToList();
        Assert.True(words.Count > 15, $"{words.Count} words were found.");
        Assert.All(words, type =>
        {
            var known = type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == type).Select(field => $"{field.GetValue(null)}").ToList();
            Assert.NotEmpty(known);
            Assert.Equal(known.Distinct(), known);
            Assert.Equal("", $"{Activator.CreateInstance(type)}");
        });
    }

    [Fact]
    public async Task A_series_and_the_system_are_read()
    {
        var service = new FakeService()
            .Then(HttpStatusCode.OK, """{ "from": "2026-11-27T00:00:00.000Z", "to": "2026-11-28T00:00:00.000Z", "by": "hour", "client_id": null, "points": [ { "start": "2026-11-27T01:00:00.000Z", "asset": "USDT", "status": "failed", "reason": "refused", "count": 2, "amount": "12.5" } ] }""")
            .Then(HttpStatusCode.OK, """
                { "version": "0.1.0", "environment": "Development", "at": "2026-11-28T10:00:00.000Z", "silos": [ { "address": "127.0.0.1:11111", "version": "0.1.0", "since": "2026-11-28T09:00:00.000Z", "state": "active" } ],
                  "sweeps": [ { "shard": 0, "last_at": null, "lag_seconds": 1.5, "due": 3 } ], "oldest_unknown_since": null, "oldest_open_since": null,
                  "heleket": { "circuit": "half_open", "last_answer_at": null, "blocked_until": null }, "last_webhook_at": null, "catalog_read_at": null, "controls_age_seconds": null, "feed": { "end_at": null, "lag_seconds": 0 } }
                """);
        var day = new DateTimeOffset(2026, 11, 27, 1, 0, 0, TimeSpan.FromHours(1));
        var series = await service.Client().SeriesAsync(day, day.AddDays(1), SeriesStep.Hour, "c-1", "USDT");
        Assert.Equal("/api/stats/series?from=2026-11-27T00%3A00%3A00Z&to=2026-11-28T00%3A00%3A00Z&by=hour&client_id=c-1&asset=USDT", service.Asked[0].Path);
        Assert.Equal((PayoutReason.Refused, 12.5m), (series.Points[0].Reason, series.Points[0].Amount));
        var system = await service.Client().SystemAsync();
        Assert.Equal((CircuitState.HalfOpen, 1.5m, SiloState.Active), (system.Heleket.Circuit, system.Sweeps[0].LagSeconds, system.Silos[0].State));
    }

    private static Payout Read(string json) => JsonSerializer.Deserialize(json, PayoutsJson.Default.Payout)!;
}
