using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>
/// What this silo last read of the control documents: from the database and not from their grains, since a grain that
/// was given up and does not know it would go on telling what was. One per silo, refreshed by the host.
/// </summary>
public sealed partial class Controls(
    DocumentVersions versions, [FromKeyedServices(Document.Storage)] IGrainStorage storage, TimeProvider clock, ILogger<Controls> logger)
{
    /// <summary>The time from the end of one look at the versions to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How old a snapshot may be to decide from.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);
    private static readonly string KeysKind = DocumentAttribute.Of(typeof(KeysState)).Kind;

    private readonly LogLimiter _failures = new(clock, LogInterval);
    private volatile ControlsSnapshot? _last;

    /// <summary>The last snapshot, unless it is older than <see cref="Lease"/>.</summary>
    public ControlsSnapshot? Current => _last is { } last && clock.GetElapsedTime(last.AskedAt) <= Lease ? last : null;

    /// <summary>
    /// The time since the question was sent that the last snapshot answers; <see langword="null"/> if there is none.
    /// </summary>
    public TimeSpan? Age => _last is { } last ? clock.GetElapsedTime(last.AskedAt) : null;

    /// <summary>Looks for changes, and reads what has changed. After an error the last snapshot grows older.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(ReadTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var stored = await versions.ReadAsync([KeysKind], either.Token);
            var keys = _last?.Keys is { } known && known.Version == stored[KeysKind] ? known : await ReadKeysAsync().WaitAsync(either.Token);
            _last = new ControlsSnapshot(keys, asked);
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

    private async Task<KeyTable> ReadKeysAsync()
    {
        var read = new GrainState<KeysState>();
        await storage.ReadStateAsync(KeysKind, GrainId.Create(KeysKind, IKeysGrain.Key), read);
        return read is { State: { } state, ETag: { } tag }
            ? state.Table(int.Parse(tag, NumberStyles.None, CultureInfo.InvariantCulture))
            : KeysState.Empty.Table(version: 0);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The controls could not be read: {Cause}: {Why} ({Unsaid} more since the last such line)")]
        public static partial void NotRead(ILogger logger, string cause, string why, long unsaid);
    }
}

/// <summary>The controls at one moment.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="AskedAt">A timestamp of the clock, from before the database was asked.</param>
public sealed record ControlsSnapshot(KeyTable Keys, long AskedAt);
