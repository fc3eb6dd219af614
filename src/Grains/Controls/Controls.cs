using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Controls;

/// <summary>
/// What this silo last read of the control documents: from the database and not from their grains, since a grain that
/// was given up and does not know it would go on telling what was. It is a lease: without one that is fresh nothing is
/// sent. One per silo, refreshed by the host.
/// </summary>
public sealed partial class Controls(
    DocumentVersions versions,
    [FromKeyedServices(Document.Storage)] IGrainStorage storage,
    IOptions<ControlsOptions> options,
    IGrainFactory grains,
    LimitHolds limits,
    TimeProvider clock,
    ILogger<Controls> logger) : ISendControls
{
    /// <summary>The time from the end of one look at the versions to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);
    private static readonly string KeysKind = DocumentAttribute.Of(typeof(KeysState)).Kind;
    private static readonly string PausesKind = DocumentAttribute.Of(typeof(PausesState)).Kind;
    private static readonly string PolicyKind = DocumentAttribute.Of(typeof(PolicyState)).Kind;

    private readonly LogLimiter _failures = new(clock, LogInterval);
    private readonly Lock _replacing = new();
    private volatile ControlsSnapshot? _last;

    /// <inheritdoc/>
    public TimeSpan Lease => options.Value.Lease;

    /// <summary>The last snapshot, unless it is older than <see cref="Lease"/>.</summary>
    public ControlsSnapshot? Current => _last is { } last && clock.GetElapsedTime(last.AskedAt) <= Lease ? last : null;

    /// <inheritdoc/>
    public int? PausesVersion => Current?.Pauses.Version;

    /// <summary>
    /// The time since the question was sent that the last snapshot answers; <see langword="null"/> if there is none.
    /// </summary>
    public TimeSpan? Age => _last is { } last ? clock.GetElapsedTime(last.AskedAt) : null;

    /// <summary>What was paused by the last snapshot, however old it is.</summary>
    public IReadOnlyList<string> LastPaused => _last?.Pauses.Scopes ?? [];

    /// <inheritdoc/>
    public SendGate GateOf(PayoutRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Current is not { Pauses: var pauses } ? SendGate.Stale
            : pauses.Covers(request.ClientId, request.Asset, request.Network) ? SendGate.Paused
            : SendGate.Open;
    }

    /// <summary>Looks for changes, and reads what has changed. After an error the last snapshot grows older.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(ReadTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var stored = await versions.ReadAsync([KeysKind, PausesKind, PolicyKind], either.Token);
            var last = _last;
            var keys = last?.Keys is { } known && known.Table.Version == stored[KeysKind]
                ? known
                : await ReadAsync<KeysState, KnownKeys>(IKeysGrain.Key, KeysState.Empty, (state, version) => new(state.Table(version))).WaitAsync(either.Token);
            var pauses = last?.Pauses is { } same && same.Version == stored[PausesKind]
                ? same
                : await ReadAsync<PausesState, PauseTable>(IPausesGrain.Key, PausesState.Empty, (state, version) => new(version, state.Pauses)).WaitAsync(either.Token);
            var policy = last?.Policy is { } unchanged && unchanged.DocumentVersion == stored[PolicyKind]
                ? unchanged
                : await ReadAsync<PolicyState, PolicyTable>(IPolicyGrain.Key, PolicyState.Empty, PolicyTable.Of).WaitAsync(either.Token);
            Replace(new ControlsSnapshot(keys, pauses, policy, asked));
        }
        catch (Exception exception) when (exception is OrleansException or InvalidDataException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (_failures.TryPass(out var others))
            {
                var cause = exception.GetBaseException();
                Log.NotRead(logger, cause.GetType().Name, cause.Message, others);
            }
        }
    }

    /// <summary>Two may look at once: what was asked later knows more.</summary>
    private void Replace(ControlsSnapshot read)
    {
        lock (_replacing)
        {
            if (_last is not { } last || last.AskedAt <= read.AskedAt)
            {
                _last = read;
            }
        }
    }

    private async Task<TTable> ReadAsync<T, TTable>(string key, T empty, Func<T, int, TTable> compile)
        where T : class
    {
        var kind = DocumentAttribute.Of(typeof(T)).Kind;
        var read = new GrainState<T>();
        await storage.ReadStateAsync(kind, GrainId.Create(kind, key), read);
        return read is { State: { } state, ETag: { } tag }
            ? compile(state, int.Parse(tag, NumberStyles.None, CultureInfo.InvariantCulture))
            : compile(empty, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The controls could not be read: {Cause}: {Why} ({Unsaid} more since the last such line)")]
        public static partial void NotRead(ILogger logger, string cause, string why, long unsaid);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What was reserved for payout {Id} and not needed is given back later: a limit could not be asked ({Cause})")]
        public static partial void NotForgotten(ILogger logger, string id, string cause);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Payout {Id} waits: its limits or its address book could not be asked ({Cause})")]
        public static partial void NotAdmitted(ILogger logger, string id, string cause);
    }
}

/// <summary>The controls at one moment.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Pauses">What is paused.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="AskedAt">A timestamp of the clock, from before the database was asked.</param>
public sealed record ControlsSnapshot(KnownKeys Keys, PauseTable Pauses, PolicyTable Policy, long AskedAt);
