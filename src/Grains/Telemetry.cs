using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Grains;

/// <summary>Reports payouts to operators: log lines, and the meter <c>Payouts</c>.</summary>
public sealed partial class Telemetry
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payouts";

    /// <summary>Events that can occur thousands of times a second are logged once per interval, with a count.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly ILogger<Telemetry> _logger;
    private readonly Counter<long> _created;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _attention;
    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _swept;
    private readonly Counter<long> _late;
    private readonly Counter<long> _decided;
    private readonly Counter<long> _jumps;
    private readonly Counter<long> _auditFaults;
    private readonly Gauge<long> _parked;
    private readonly Gauge<long> _waiting;
    private readonly Gauge<long> _oldestWaiting;
    private readonly TimeProvider _clock;
    private readonly Meter _meter;
    private readonly LogLimiter _refusals;
    private readonly LogLimiter _failedWrites;
    private readonly LogLimiter _failedLooks;

    /// <summary>Creates the instruments.</summary>
    public Telemetry(IMeterFactory meters, TimeProvider clock, ILogger<Telemetry> logger)
    {
        (_logger, _clock) = (logger, clock);
        _refusals = new LogLimiter(clock, LogInterval);
        _failedWrites = new LogLimiter(clock, LogInterval);
        _failedLooks = new LogLimiter(clock, LogInterval);
        var meter = _meter = meters.Create(MeterName);
        _created = meter.CreateCounter<long>("payouts.created", description: "Payouts stored for the first time.");
        _settled = meter.CreateCounter<long>("payouts.settled", description: "Payouts that became final, by status.");
        _attention = meter.CreateCounter<long>("payouts.attention", description: "Payouts that began to need a person, by reason.");
        _webhooks = meter.CreateCounter<long>("payouts.webhooks", description: "Webhooks, by answer.");
        _swept = meter.CreateCounter<long>("payouts.swept", description: "Due payouts that a sweep found.");
        _late = meter.CreateCounter<long>("payouts.limits.late", description: "Payouts stored so late that their room under a limit had been given back.");
        _parked = meter.CreateGauge<long>("payouts.parked", description: "Payouts that a pause holds back; one silo counts them, once a minute.");
        _waiting = meter.CreateGauge<long>("payouts.approvals.waiting", description: "Payouts that wait for people; one silo counts them, once a minute.");
        _oldestWaiting = meter.CreateGauge<long>("payouts.approvals.oldest_seconds", description: "For how long the oldest of them has waited; 0 if there is none.");
        _decided = meter.CreateCounter<long>("payouts.approvals.decided", description: "Decisions of people on payouts, by decision.");
        _jumps = meter.CreateCounter<long>("payouts.clock.jump", description: "Times that the wall clock left the stopwatch by more than 5 s.");
        _auditFaults = meter.CreateCounter<long>("payouts.audit.faults", description: "Faults that verifying found, by kind; each time that they are found.");
    }

    /// <summary>Shows this silo's view of the controls. To be called once.</summary>
    /// <param name="paused">What is paused by the last view, however old.</param>
    /// <param name="age">The age of that view; <see langword="null"/> if there was none yet.</param>
    public void ShowControls(Func<IEnumerable<string>> paused, Func<TimeSpan?> age)
    {
        _meter.CreateObservableGauge(
            "payouts.paused", () => paused().Select(scope => new Measurement<long>(1, new KeyValuePair<string, object?>("scope", scope))), description: "1 for each pause, by scope.");
        _meter.CreateObservableGauge(
            "payouts.controls.age_seconds",
            IEnumerable<Measurement<double>> () => age() is { } old ? [new(old.TotalSeconds)] : [],
            description: "The age of this silo's view of pauses and keys; nothing is sent when it is older than Controls__Lease.");
    }

    /// <summary>Logs and counts what a payout write changed.</summary>
    public void Stored(Payout? before, Payout after)
    {
        if (before is null)
        {
            _created.Add(1);
        }

        var (status, detail, reason) = (EnumNames.Of(after.Status), EnumNames.Of(after.Detail), EnumNames.Of(after.Reason));
        if ((before?.Status, before?.Detail) != (after.Status, after.Detail))
        {
            Log.Moved(_logger, after.Id, after.Version, status, detail, reason);
            if (after.IsFinal)
            {
                _settled.Add(1, new KeyValuePair<string, object?>("status", status));
            }
        }

        if (after.Approval is { } approval)
        {
            CountDecisions(approval, before?.Approval?.Decisions.Length ?? 0);
        }

        if (after.NeedsAttention && (before is not { NeedsAttention: true } || IsContradictedBy(before, after)))
        {
            Log.NeedsAttention(_logger, after.Id, status, detail, reason);
            _attention.Add(1, new KeyValuePair<string, object?>("reason", reason ?? "none"));
        }

        if (after.Reason is PayoutReason.AuthenticationFailed && before?.Reason is not PayoutReason.AuthenticationFailed)
        {
            Log.NotAuthenticated(_logger, after.Id);
        }
    }

    private void CountDecisions(PayoutApproval approval, int before)
    {
        // None where a limit's plan took the place of the rule's.
        foreach (var decision in approval.Decisions.Skip(before))
        {
            _decided.Add(1, new KeyValuePair<string, object?>("decision", EnumNames.Of(decision.Decision)));
        }
    }

    private static bool IsContradictedBy(Payout before, Payout after) =>
        after.Reason is PayoutReason.ContradictedFinal && before.Reason is not PayoutReason.ContradictedFinal;

    /// <summary>Counts an answered webhook.</summary>
    public void WebhookReceived(WebhookAnswer answer) => _webhooks.Add(1, new KeyValuePair<string, object?>("answer", EnumNames.Of(answer)));

    /// <summary>
    /// Logs a refused webhook. Anyone can send one, so it is logged at most once in ten seconds, with a count.
    /// </summary>
    public WebhookAnswer WebhookRefused(WebhookAnswer answer, string why)
    {
        if (_refusals.TryPass(out var others))
        {
            Log.Refused(_logger, why, others);
        }

        return answer;
    }

    /// <summary>
    /// Logs that a payout acting on its own could not be stored; the sweep tries it again. While a store is full or
    /// unreachable every due payout fails here repeatedly, so it is logged at most once in ten seconds, with a count.
    /// </summary>
    public void NotStored(string payoutId, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (_failedWrites.TryPass(out var others))
        {
            var cause = exception.GetBaseException();
            Log.NotStored(_logger, payoutId, cause.GetType().Name, cause.Message, others);
        }
    }

    /// <summary>Shows how many payouts a pause holds back.</summary>
    public void Parked(long payouts) => _parked.Record(payouts);

    /// <summary>Shows how many payouts wait for people, and for how long the oldest does.</summary>
    public void ApprovalsWaiting(long payouts, DateTimeOffset? oldestSince)
    {
        _waiting.Record(payouts);
        _oldestWaiting.Record(oldestSince is { } since ? Math.Max(0, (long)(_clock.GetUtcNow() - since).TotalSeconds) : 0);
    }

    /// <summary>Logs and counts that the wall clock was set, or is wrong: by how much it left the stopwatch.</summary>
    public void ClockJumped(TimeSpan jump)
    {
        Log.ClockJumped(_logger, jump);
        _jumps.Add(1);
    }

    /// <summary>Counts what verifying found.</summary>
    public void AuditFaults(IEnumerable<AuditFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
        {
            _auditFaults.Add(1, new KeyValuePair<string, object?>("kind", EnumNames.Of(fault.Kind)));
        }
    }

    /// <summary>Counts payouts woken by a sweep.</summary>
    public void Swept(int payouts) => _swept.Add(payouts);

    /// <summary>
    /// Logs and counts a payout that was stored so late that its room had been given back: it counts again, and a cap may
    /// have been exceeded.
    /// </summary>
    public void StoredLate(string limit, string payoutId)
    {
        Log.StoredLate(_logger, payoutId, limit);
        _late.Add(1);
    }

    /// <summary>
    /// Logs that a limit could not look at a payout; it looks again. At most once in ten seconds, with a count.
    /// </summary>
    public void HoldsNotRead(string payoutId, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (_failedLooks.TryPass(out var others))
        {
            var cause = exception.GetBaseException();
            Log.HoldsNotRead(_logger, payoutId, cause.GetType().Name, cause.Message, others);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Payout {PayoutId} version {Version}: {Status} {Detail} {Reason}")]
        public static partial void Moved(ILogger logger, string payoutId, long version, string status, string? detail, string? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Payout {PayoutId} needs attention: {Status} {Detail} {Reason}")]
        public static partial void NeedsAttention(ILogger logger, string payoutId, string status, string? detail, string? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook was refused: {Why} ({Unsaid} more were since the last such line)")]
        public static partial void Refused(ILogger logger, string why, long unsaid);

        [LoggerMessage(Level = LogLevel.Error, Message = "Payout {PayoutId} could not be stored and will be tried again: {Cause}: {Why} ({Unsaid} more since the last such line)")]
        public static partial void NotStored(ILogger logger, string payoutId, string cause, string why, long unsaid);

        [LoggerMessage(Level = LogLevel.Error, Message = "Payout {PayoutId} was stored more than ten minutes after limit {Limit} held room for it; it counts again, and the cap may have been exceeded")]
        public static partial void StoredLate(ILogger logger, string payoutId, string limit);

        [LoggerMessage(Level = LogLevel.Error, Message = "The holds of payout {PayoutId} could not be read and will be looked at again: {Cause}: {Why} ({Unsaid} more since the last such line)")]
        public static partial void HoldsNotRead(ILogger logger, string payoutId, string cause, string why, long unsaid);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The wall clock has left the stopwatch by {Jump}: limits and cooling-off are as right as it is")]
        public static partial void ClockJumped(ILogger logger, TimeSpan jump);

        [LoggerMessage(Level = LogLevel.Error, Message = "Heleket does not accept our signature (seen by payout {PayoutId}): check HELEKET_MERCHANT_ID and HELEKET_API_KEY")]
        public static partial void NotAuthenticated(ILogger logger, string payoutId);
    }
}
