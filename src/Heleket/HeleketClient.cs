using System.Text.Json;
using Heleket.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Heleket;

/// <summary>
/// Client of Heleket's payout API (docs/heleket.md, "Transport"). Create one and keep it: it holds the queue and the
/// circuit that all calls share. Thread-safe. A call waits for one of <see cref="HeleketOptions.MaxConcurrentCalls"/>
/// slots, first come, first served, before its time limit starts. Reads are repeated on transport failures, 5xx and
/// 429; nothing else is ever sent twice.
/// </summary>
/// <param name="http">
/// An HTTP client over <see cref="CreateHandler"/> or an equivalent: no redirects, no cookies. Its own timeout should
/// be infinite.
/// </param>
/// <param name="options">The settings, read at the first call and not before.</param>
/// <param name="time">Drives time limits, pauses and the circuit.</param>
/// <param name="logger">
/// Receives one line per call (operation, id, HTTP status, outcome, elapsed time) and one for each payout with
/// unreadable members. Never keys, bodies or addresses.
/// </param>
public sealed partial class HeleketClient(HttpClient http, IOptions<HeleketOptions> options, TimeProvider time, ILogger<HeleketClient> logger)
{
    private readonly Channel _channel = new(http, options, time);

    /// <summary>How the calls of this client went lately; asks nobody.</summary>
    public HeleketHealth Health => _channel.Health;

    /// <summary>Creates the handler that <c>AddHeleket</c> uses.</summary>
    public static SocketsHttpHandler CreateHandler(HeleketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SocketsHttpHandler
        {
            // A signature must never reach another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = options.MaxConcurrentCalls,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ActivityHeadersPropagator = System.Diagnostics.DistributedContextPropagator.CreateNoOutputPropagator(),
        };
    }

    /// <inheritdoc cref="CreatePayoutAsync(CreatePayoutRequest, Func{bool}, CancellationToken)"/>
    public Task<CreateOutcome> CreatePayoutAsync(CreatePayoutRequest request, CancellationToken cancellationToken = default) =>
        CreatePayoutAsync(request, null, cancellationToken);

    /// <summary>
    /// Creates a payout, in at most one request. Never throws for failures in transit or at Heleket, nor for an
    /// internal fault once the request is known to be acceptable to Heleket: the outcome reports them.
    /// </summary>
    /// <param name="request">The payout to create.</param>
    /// <param name="maySend">
    /// Asked when the first byte is about to leave, on any thread, wherever the request has waited until then: on
    /// <see langword="false"/> none leaves, and the outcome is <see cref="CreateOutcome.NotSent"/>.
    /// <see langword="null"/>: it may.
    /// </param>
    /// <param name="cancellationToken">
    /// Before the request is sent: <see cref="CreateOutcome.NotSent"/>. After: <see cref="CreateOutcome.Unknown"/>,
    /// because the payout may exist.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <see cref="CreatePayoutRequest.Validate"/> finds an error; nothing was sent.
    /// </exception>
    public async Task<CreateOutcome> CreatePayoutAsync(CreatePayoutRequest request, Func<bool>? maySend, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new Call("create", "v1/payout", Bodies.Create(request)) { Id = request.OrderId, MaySend = maySend };
        var started = time.GetTimestamp();
        var callOutcome = await SendOnceAsync(call, cancellationToken);
        var outcome = Read(request, callOutcome);
        var level = outcome switch
        {
            // The caller reports success in its own way; a line per call costs as much as signing it.
            CreateOutcome.Accepted => LogLevel.Debug,
            CreateOutcome.Refused => LogLevel.Information,
            _ => LogLevel.Warning,
        };
        Write(level, call, callOutcome, outcome.GetType().Name, started, outcome is CreateOutcome.Refused { Reason: var reason } ? reason : null);
        NoteLeftOut(call, outcome switch { CreateOutcome.Accepted accepted => accepted.Payout, CreateOutcome.EchoMismatch mismatch => mismatch.Payout, _ => null });
        return outcome;
    }

    /// <summary>Looks up a payout by your order id (docs/heleket.md, "Info").</summary>
    /// <param name="orderId">1 to 32 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="cancellationToken">Cancels the lookup.</param>
    /// <exception cref="ArgumentException">The id is outside the limits.</exception>
    public Task<InfoOutcome> GetPayoutAsync(string orderId, CancellationToken cancellationToken = default)
    {
        Bodies.Require(CreatePayoutRequest.ValidateOrderId(orderId), nameof(orderId));
        return LookUpAsync("order_id", orderId, cancellationToken);
    }

    /// <summary>Looks up a payout by Heleket's id (docs/heleket.md, "Info").</summary>
    /// <param name="uuid">The uuid from one of Heleket's answers.</param>
    /// <param name="cancellationToken">Cancels the lookup.</param>
    public Task<InfoOutcome> GetPayoutByUuidAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uuid);
        return LookUpAsync("uuid", uuid, cancellationToken);
    }

    /// <summary>
    /// <see cref="Channel"/> throws only before any byte is sent, so an exception is an outcome too: not sent.
    /// </summary>
    private async Task<CallOutcome> SendOnceAsync(Call call, CancellationToken cancellationToken)
    {
        try
        {
            return await _channel.SendAsync(call, cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            return new CallOutcome.NotSent("The caller gave up before the request was sent.", e);
        }
        catch (Exception e)
        {
            Log.Failed(logger, call.Operation, call.Id ?? "-", e.GetType().Name, e.StackTrace);
            return new CallOutcome.NotSent($"It was not sent: our own fault ({e.GetType().Name}).", e);
        }
    }

    /// <summary>Treats a fault while reading the answer as an unknown outcome.</summary>
    private CreateOutcome Read(CreatePayoutRequest request, CallOutcome callOutcome)
    {
        try
        {
            return CreateResponses.Read(request, callOutcome);
        }
        catch (Exception e)
        {
            Log.Failed(logger, "create", request.OrderId, e.GetType().Name, e.StackTrace);
            return new CreateOutcome.Unknown($"The answer was not read: our own fault ({e.GetType().Name}).");
        }
    }

    private async Task<InfoOutcome> LookUpAsync(string name, string id, CancellationToken cancellationToken)
    {
        var call = new Call("info", "v1/payout/info", Bodies.Of((name, id))) { Id = id, Repeatable = true };
        var started = time.GetTimestamp();
        CallOutcome callOutcome;
        InfoOutcome outcome;
        try
        {
            callOutcome = await _channel.SendAsync(call, cancellationToken);
            outcome = InfoResponses.Read(callOutcome, name == "order_id" ? id : null, name == "uuid" ? id : null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, call.Operation, id, e.GetType().Name, e.StackTrace);
            return new InfoOutcome.Failed($"It was not asked, or not read: our own fault ({e.GetType().Name}).");
        }

        Write(outcome is InfoOutcome.Failed ? LogLevel.Warning : LogLevel.Debug, call, callOutcome, outcome.GetType().Name, started);
        NoteLeftOut(call, (outcome as InfoOutcome.Found)?.Payout);
        return outcome;
    }

    private void NoteLeftOut(Call call, PayoutInfo? shown)
    {
        if (shown is { LeftOut: { Count: > 0 } names } && logger.IsEnabled(LogLevel.Information))
        {
            var members = string.Join(", ", names);
            Log.LeftOut(logger, call.Operation, call.Id ?? shown.Uuid, members);
        }
    }

    private void Write(LogLevel level, Call call, CallOutcome callOutcome, string outcome, long started, RefusalReason? refusal = null)
    {
        if (logger.IsEnabled(level))
        {
            var status = callOutcome is CallOutcome.Responded { Response.Status: var answered } ? answered : 0;
            var elapsed = (long)time.GetElapsedTime(started).TotalMilliseconds;
            var word = refusal is { } reason ? $"{Word(outcome)} ({Word(reason.ToString())})" : Word(outcome);
            Log.Called(logger, level, call.Operation, call.Id ?? "-", status, word, elapsed);
        }
    }

    /// <summary>Converts an identifier to snake_case for the log.</summary>
    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static partial class Log
    {
        // The status is 0 when no answer came.
        [LoggerMessage(EventId = 1, EventName = "HeleketCalled", Message = "Heleket {Operation} {Id}: HTTP {Status}, {Outcome} in {Elapsed} ms")]
        public static partial void Called(ILogger logger, LogLevel level, string operation, string id, int status, string outcome, long elapsed);

        // Not the exception itself: its message may contain a key or the receiving address.
        [LoggerMessage(EventId = 2, EventName = "HeleketFailed", Level = LogLevel.Error, Message = "Heleket {Operation} {Id}: our own fault, {Exception}\n{StackTrace}")]
        public static partial void Failed(ILogger logger, string operation, string id, string exception, string? stackTrace);

        // Values are not logged: an address may be among them.
        [LoggerMessage(EventId = 3, EventName = "HeleketMembersLeftOut", Level = LogLevel.Information, Message = "Heleket {Operation} {Id}: left out what cannot be read: {Members}")]
        public static partial void LeftOut(ILogger logger, string operation, string id, string members);
    }
}
