using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Orleans.Runtime;
using Payouts.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Payouts.Gateway.Tests.Hosting;

/// <summary>docs/operations.md, "Logs".</summary>
public sealed class LogLinesTests
{
    private const string Moved = "Payout {PayoutId} version {Version}: {Status} {Detail} {Reason}";

    private static readonly object?[] Broadcast = ["7d0b", 4L, "broadcast", "processing", null];

    [Fact]
    public void A_line_of_text_has_time_level_category_and_sentence()
    {
        var line = Assert.Single(Text(log => log.Warning(Moved, Broadcast)));

        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z WRN Payouts[.]Telemetry: Payout 7d0b version 4: broadcast processing$", line);
        Assert.InRange(DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public void A_line_of_json_has_the_same_and_the_fields_of_the_sentence_in_snake_case()
    {
        var line = Json(log => log.Warning(Moved, Broadcast));

        Assert.Equal(["at", "level", "logger", "message", "payout_id", "version", "status", "detail"], line.Select(member => member.Key));
        Assert.Equal(("warning", "Payouts.Telemetry"), ((string?)line["level"], (string?)line["logger"]));
        Assert.Equal("Payout 7d0b version 4: broadcast processing", (string?)line["message"]);
        Assert.Equal(("7d0b", 4, "broadcast", "processing"), ((string?)line["payout_id"], (int)line["version"]!, (string?)line["status"], (string?)line["detail"]));
    }

    [Theory]
    [InlineData("processing", null, "Payout 7d0b version 4: broadcast processing")]
    [InlineData(null, "below_minimum", "Payout 7d0b version 4: broadcast below_minimum")]
    [InlineData(null, null, "Payout 7d0b version 4: broadcast")]
    public void What_is_absent_leaves_nothing(string? detail, string? reason, string sentence)
    {
        object?[] values = ["7d0b", 4L, "broadcast", detail, reason];

        Assert.EndsWith($": {sentence}", Assert.Single(Text(log => log.Information(Moved, values))), StringComparison.Ordinal);
        Assert.Equal(sentence, (string?)Json(log => log.Information(Moved, values))["message"]);
    }

    [Fact]
    public void A_value_cannot_begin_a_line_of_its_own()
    {
        const string two = "first\r\nsecond \"quoted\" \\";

        Assert.EndsWith(": Why: first second \"quoted\" \\", Assert.Single(Text(log => log.Information("Why: {Why}", two))), StringComparison.Ordinal);
        Assert.Equal(two, (string?)Json(log => log.Information("Why: {Why}", two))["why"]);
    }

    [Fact]
    public void A_field_never_replaces_what_every_line_has()
    {
        var line = Json(log => log.Information("{Level} {Message}", "mine", "too"));

        Assert.Equal(("information", "mine too"), ((string?)line["level"], (string?)line["message"]));
        Assert.Equal(("mine", "too"), ((string?)line["field_level"], (string?)line["field_message"]));
    }

    [Fact]
    public void What_is_not_in_the_sentence_is_in_no_line()
    {
        void Write(ILogger log) => log.ForContext("RequestPath", "/payouts/TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm").Information("Hello");

        Assert.DoesNotContain("TDD97", Assert.Single(Text(Write)), StringComparison.Ordinal);
        Assert.Equal(["at", "level", "logger", "message"], Json(Write).Select(member => member.Key));
    }

    [Fact]
    public void An_exception_is_below_a_line_of_text_and_in_an_object_of_json()
    {
        var exception = new InvalidOperationException("first\nsecond");

        Assert.Equal(["System.InvalidOperationException: first", "second"], Text(log => log.Error(exception, "It failed"))[1..]);
        Assert.Equal("System.InvalidOperationException: first\nsecond", (string?)Json(log => log.Error(exception, "It failed"))["exception"]);
    }

    [Fact]
    public void A_line_of_a_request_has_its_trace_id()
    {
        using var request = new Activity("request").Start();
        var trace = request.TraceId.ToHexString();

        Assert.EndsWith($": Hello trace_id={trace}", Assert.Single(Text(log => log.Information("Hello"))), StringComparison.Ordinal);
        Assert.Equal(trace, (string?)Json(log => log.Information("Hello"))["trace_id"]);
    }

    [Fact]
    public void A_line_of_a_grain_has_the_trace_id_that_came_with_the_call()
    {
        string trace;
        using (var request = new Activity("request").Start())
        {
            RequestTrace.Carry();
            trace = request.TraceId.ToHexString();
        }

        // The activity stays in the gateway; a grain has what Orleans carries.
        Assert.Null(Activity.Current);
        try
        {
            Assert.EndsWith($": Hello trace_id={trace}", Assert.Single(Text(log => log.Information("Hello"))), StringComparison.Ordinal);
            Assert.Equal(trace, (string?)Json(log => log.Information("Hello"))["trace_id"]);
        }
        finally
        {
            RequestContext.Clear();
        }
    }

    private static JsonObject Json(Action<ILogger> write) => JsonNode.Parse(Assert.Single(Lines(new JsonLines(), write)))!.AsObject();

    private static string[] Text(Action<ILogger> write) => Lines(new TextLines(), write);

    private static string[] Lines(ITextFormatter formatter, Action<ILogger> write)
    {
        var written = new Written(formatter);
        using var logger = new LoggerConfiguration().Enrich.With<RequestTrace>().WriteTo.Sink(written).CreateLogger();
        write(logger.ForContext(Constants.SourceContextPropertyName, "Payouts.Telemetry"));
        return written.Output.ToString().TrimEnd('\n').Split('\n');
    }

    private sealed class Written(ITextFormatter formatter) : ILogEventSink
    {
        public StringWriter Output { get; } = new();

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, Output);
    }
}
