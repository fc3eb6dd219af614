using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Host.Tests.Logs;

/// <summary>docs/operations.md, "Logs". The tests share one run.</summary>
public sealed partial class AccessLogTests(AccessRun run) : IClassFixture<AccessRun>
{
    private const string Category = "Payouts.Gateway.Access";

    [Fact]
    public void Each_request_has_exactly_one_line_with_its_trace_id() => Assert.All(run.All, sent =>
    {
        var line = Assert.Single(run.Lines, line => Is(line, "logger", Category) && Is(line, "trace_id", sent.Trace));
        Assert.Equal(sent, new AccessRun.Sent(sent.Trace, (string)line["method"]!, (string)line["route"]!, (int)line["status"]!, (string)line["key"]!));
        Assert.Equal("information", (string?)line["level"]);
        Assert.True((int)line["milliseconds"]! >= 0);
    });

    [Fact]
    public void Nothing_that_a_caller_chose_is_in_the_log()
    {
        string[] secrets = [AccessRun.Marker, Api.TronAddress, Api.FullKey, Api.ReadKey, AccessRun.Amount, "wallet_address"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, run.Output, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Probes_and_the_calls_of_nobody_have_no_line()
    {
        Assert.DoesNotContain(run.Lines, line => ((string?)line["route"])?.StartsWith("/health", StringComparison.Ordinal) == true);
        Assert.All(run.Lines.Where(line => Is(line, "logger", Category)), line => Assert.NotNull(line["trace_id"]));
    }

    [Fact]
    public void What_the_silo_did_for_a_request_has_its_trace_id_and_the_words_of_the_wire()
    {
        var moves = run.Lines.Where(line => Is(line, "logger", "Payouts.Grains.Telemetry") && Is(line, "payout_id", run.Id)).ToList();

        Assert.Equal((run.All[0].Trace, "pending", "submitting"), ((string?)moves[0]["trace_id"], (string?)moves[0]["status"], (string?)moves[0]["detail"]));
        Assert.Equal($"Payout {run.Id} version 1: pending submitting", (string?)moves[0]["message"]);
        Assert.Equal(("confirmed", null), ((string?)moves[^1]["status"], (string?)moves[^1]["detail"]));
        Assert.EndsWith(": confirmed", (string?)moves[^1]["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_has_time_level_logger_and_message_and_names_in_snake_case() => Assert.All(run.Lines, line =>
    {
        Assert.Equal(["at", "level", "logger", "message"], line.Select(member => member.Key).Take(4));
        Assert.Matches(Time(), (string?)line["at"]);
        Assert.Matches("^(information|warning)$", (string?)line["level"]);
        Assert.NotEqual("-", (string?)line["logger"]);
        Assert.All(line, member => Assert.Matches(SnakeCase(), member.Key));
    });

    private static bool Is(JsonObject line, string name, string value) => (string?)line[name] == value;

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$")]
    private static partial Regex Time();

    [GeneratedRegex("^[a-z0-9_]+$")]
    private static partial Regex SnakeCase();
}
