using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Payouts.Client.Wire;

/// <summary>Makes calls: repeats attempts where that is safe and may help, and turns what is left into exceptions.</summary>
internal sealed class Calls(Transport transport, PayoutsClientOptions options)
{
    public PayoutsClientOptions Options => options;

    /// <summary>The body of a call.</summary>
    public static ReadOnlyMemory<byte> Body<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>What was answered.</summary>
    /// <exception cref="PayoutsException">It failed for good, or for too long.</exception>
    public async Task<T> GetAsync<T>(Call call, Reading<T> reading, CancellationToken cancellationToken) =>
        (await RunAsync(call, reading, null, cancellationToken).ConfigureAwait(false)).Value!;

    /// <summary>The attempt that succeeded.</summary>
    /// <param name="call">What to ask.</param>
    /// <param name="reading">How to read the answer.</param>
    /// <param name="lost">
    /// What to throw instead of the last failure when an attempt may have arrived and no answer says whether it did.
    /// </param>
    /// <param name="cancellationToken">Ends it; what was sent stays sent.</param>
    public async Task<Attempt<T>> RunAsync<T>(Call call, Reading<T> reading, Func<Exception, PayoutsException>? lost, CancellationToken cancellationToken)
    {
        var since = transport.Time.GetTimestamp();
        using var activity = Telemetry.Start(call);
        try
        {
            var attempt = await RepeatAsync(call, reading, lost, cancellationToken).ConfigureAwait(false);
            Telemetry.Done(call, activity, transport.Time.GetElapsedTime(since), attempt.Status, null);
            return attempt;
        }
        catch (Exception exception)
        {
            Telemetry.Done(call, activity, transport.Time.GetElapsedTime(since), (exception as PayoutsException)?.Status, exception);
            throw;
        }
    }

    /// <summary>A single attempt, for streams, which repeat by themselves.</summary>
    public Task<Attempt<T>> TryAsync<T>(Call call, Reading<T> reading, CancellationToken cancellationToken) =>
        transport.TryAsync(call, reading, options.Timeout + call.Wait, cancellationToken);

    /// <summary>How long something has lasted.</summary>
    public TimeSpan Elapsed(long since) => transport.Time.GetElapsedTime(since);

    /// <summary>A mark for <see cref="Elapsed"/>.</summary>
    public long Mark() => transport.Time.GetTimestamp();

    /// <summary>Waits before the next attempt.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, transport.Time, cancellationToken);

    private async Task<Attempt<T>> RepeatAsync<T>(Call call, Reading<T> reading, Func<Exception, PayoutsException>? lost, CancellationToken cancellationToken)
    {
        var since = transport.Time.GetTimestamp();
        var mayHaveArrived = false;
        try
        {
            for (var number = 1; ; number++)
            {
                var left = Left(since);
                var attempt = await transport.TryAsync(call, reading, left < options.Timeout ? left : options.Timeout, cancellationToken).ConfigureAwait(false);
                if (attempt.Failure is not { } failure)
                {
                    return attempt;
                }

                mayHaveArrived = !attempt.JudgesContent && (mayHaveArrived || attempt.MayHaveArrived);
                var pause = Backoff.After(number, attempt.RetryAfter, options.Chance());
                if (!call.CanBeRepeated || !failure.IsRetryable || number == options.MaxAttempts || pause >= Left(since))
                {
                    throw failure;
                }

                await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
                if (Left(since) <= TimeSpan.Zero)
                {
                    throw failure;
                }

                Telemetry.Repeated(call);
            }
        }
        catch (Exception exception) when (lost is not null && mayHaveArrived && !cancellationToken.IsCancellationRequested)
        {
            throw lost(exception);
        }
    }

    private TimeSpan Left(long since) => options.MaxElapsed - transport.Time.GetElapsedTime(since);
}
