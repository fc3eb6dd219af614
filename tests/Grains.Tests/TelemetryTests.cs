using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests;

/// <summary>What operators see of payouts has the wire's words.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly MeterListener _listener = new();
    private readonly KeptLog _log = new();
    private readonly Telemetry _telemetry;

    public TelemetryTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _telemetry = new Telemetry(meters, TimeProvider.System, _log);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.MeterName && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            _counted.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}".TrimEnd()));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_move_is_logged_in_the_words_of_the_wire_and_without_what_is_absent()
    {
        _telemetry.Stored(Some.At("Submitting").Payout, Some.At("FailedProvisional").Payout);
        _telemetry.Stored(Some.At("Submitting").Payout, Some.At("Queued").Payout);

        Assert.Equal(
            [("broadcast", "failed_provisional", null), ("pending", "queued", "insufficient_funds")],
            _log.Entries.Select(entry => (Of(entry, "Status"), Of(entry, "Detail"), Of(entry, "Reason"))));
    }

    [Fact]
    public void What_cannot_be_stored_a_thousand_times_is_one_line_without_a_stack_trace()
    {
        for (var i = 0; i < 1000; i++)
        {
            _telemetry.NotStored($"{i}", new IOException("Disk full."));
        }

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(("0", "IOException", "Disk full.", "0"), (Of(entry, "PayoutId"), Of(entry, "Cause"), Of(entry, "Why"), $"{entry["Unsaid"]}"));
    }

    [Fact]
    public void A_limit_that_cannot_read_a_thousand_rows_logs_one_line()
    {
        for (var i = 0; i < 1000; i++)
        {
            _telemetry.HoldsNotRead($"{i}", new IOException("No connection."));
        }

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(("0", "IOException", "No connection."), (Of(entry, "PayoutId"), Of(entry, "Cause"), Of(entry, "Why")));
    }

    [Fact]
    public void What_needs_attention_is_logged_in_the_words_of_the_wire()
    {
        var payout = Some.At("OutcomeUnknown").Payout;
        _telemetry.Stored(payout, payout with { NeedsAttention = true, Reason = PayoutReason.EchoMismatch });

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(("pending", "outcome_unknown", "echo_mismatch"), (Of(entry, "Status"), Of(entry, "Detail"), Of(entry, "Reason")));
    }

    [Fact]
    public void Metrics_are_tagged_with_the_words_of_the_wire()
    {
        var processing = Some.At("Processing").Payout;
        _telemetry.Stored(null, Some.At("Submitting").Payout);
        _telemetry.Stored(processing, Some.At("Confirmed").Payout);
        _telemetry.Stored(processing, processing with { NeedsAttention = true });
        _telemetry.Stored(processing, processing with { NeedsAttention = true, Reason = PayoutReason.EchoMismatch });
        _telemetry.WebhookReceived(WebhookAnswer.BadSignature);
        _telemetry.StoredLate("l/01:00:00", Some.Id);
        _telemetry.ClockJumped(TimeSpan.FromHours(1));
        _telemetry.AuditFaults([new(AuditFaultKind.RowMissing)]);

        Assert.Equal(
            ["payouts.created", "payouts.settled status=confirmed", "payouts.attention reason=none", "payouts.attention reason=echo_mismatch", "payouts.webhooks answer=bad_signature", "payouts.limits.late", "payouts.clock.jump", "payouts.audit.faults kind=row_missing"],
            _counted);
    }

    [Fact]
    public void What_is_paused_and_how_old_the_controls_are_is_read_when_somebody_looks()
    {
        var measured = new List<string>();
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))} {value}"));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add($"{instrument.Name} {value}"));
        (string[] paused, TimeSpan? age) = ([], null);
        _telemetry.ShowControls(() => paused, () => age);
        _listener.RecordObservableInstruments();
        Assert.Empty(measured);

        (paused, age) = (["all", "client:c-1"], TimeSpan.FromSeconds(1.5));
        _listener.RecordObservableInstruments();
        _telemetry.Parked(7);
        Assert.Equal(["payouts.paused scope=all 1", "payouts.paused scope=client:c-1 1", "payouts.controls.age_seconds 1.5", "payouts.parked  7"], measured);
    }

    [Fact]
    public void Each_decision_is_counted_once_and_what_waits_is_shown_with_the_age_of_the_oldest()
    {
        var measured = new List<string>();
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Value}"))} {value}"));
        var plan = new PayoutApproval { Rule = "large", PolicyVersion = 1, Needed = [new(null, 2)] };
        var waits = Some.At("AwaitingApproval").Payout with { Approval = plan };
        ApprovalDecision[] given = [.. new[] { ("ana", ApprovalWord.Approved), ("ben", ApprovalWord.Rejected) }.Select(of => new ApprovalDecision(of.Item1, "key", DateTimeOffset.UnixEpoch, 1, of.Item2))];
        var (once, twice) = (waits with { Approval = plan with { Decisions = [given[0]] } }, waits with { Approval = plan with { Decisions = [.. given] } });

        _telemetry.Stored(waits, once);
        _telemetry.Stored(once, twice);
        _telemetry.Stored(twice, twice with { Version = 9 });
        _telemetry.Stored(twice, waits);
        _telemetry.ApprovalsWaiting(3, TimeProvider.System.GetUtcNow().AddYears(1));
        _telemetry.ApprovalsWaiting(0, null);

        Assert.Equal(
            ["payouts.approvals.decided approved 1", "payouts.approvals.decided rejected 1", "payouts.approvals.waiting  3", "payouts.approvals.oldest_seconds  0", "payouts.approvals.waiting  0", "payouts.approvals.oldest_seconds  0"],
            measured);
    }

    private static string? Of(IReadOnlyDictionary<string, object?> entry, string name) => (string?)entry[name];

    private sealed class KeptLog : ILogger<Telemetry>
    {
        public ConcurrentQueue<IReadOnlyDictionary<string, object?>> Entries { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue(((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(pair => pair.Key, pair => pair.Value));
    }
}
