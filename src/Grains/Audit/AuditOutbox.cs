using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Grains.Audit;

/// <summary>
/// What a document's changes owe to the control log. An entry is written with the change that it is about, into the
/// document, and leaves it with a later change once it is logged: so there is no change without its entry, whatever dies.
/// </summary>
/// <remarks>
/// The owner calls <see cref="Begin"/> when it has read its document, writes <see cref="With"/> with each change, and
/// calls <see cref="LogAsync"/> after it, or <see cref="LogSoon"/> if its caller must not wait for the log.
/// </remarks>
/// <param name="owner">The grain whose document it is.</param>
/// <param name="grains">Finds the log.</param>
/// <param name="logger">Is told what cannot be logged now.</param>
/// <param name="unlogged">Reads the entries in the document as it is stored.</param>
public sealed partial class AuditOutbox(IGrainBase owner, IGrainFactory grains, ILogger logger, Func<ImmutableArray<AuditDraft>?> unlogged)
{
    /// <summary>The most entries that may wait to be logged.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private IGrainTimer? _again;

    private ImmutableArray<AuditDraft> Waiting => unlogged() ?? [];

    /// <summary>Has what is in the document logged soon: nobody knows which of it is.</summary>
    public void Begin()
    {
        if (!Waiting.IsEmpty)
        {
            LogSoon();
        }
    }

    /// <summary>Has what waits logged beside the grain's calls, none of which waits for it.</summary>
    public void LogSoon() => LogLater(TimeSpan.Zero);

    /// <summary>Has what waits logged, before it returns unless the change takes something away: the log holds up no such change.</summary>
    public Task LogAsync(bool isTightening)
    {
        if (!isTightening)
        {
            return LogAsync();
        }

        LogSoon();
        return Task.CompletedTask;
    }

    /// <summary>The entries of the document with one more, without those that are logged.</summary>
    /// <exception cref="LimitExceededException">Too many wait: nothing may be changed now.</exception>
    public ImmutableArray<AuditDraft> With(AuditDraft draft) => Added(Waiting, _logged, draft);

    /// <inheritdoc cref="With"/>
    internal static ImmutableArray<AuditDraft> Added(ImmutableArray<AuditDraft>? unlogged, IReadOnlySet<string> logged, AuditDraft draft)
    {
        ImmutableArray<AuditDraft> waiting = [.. (unlogged ?? []).Where(other => !logged.Contains(other.Id))];
        return waiting.Length < Most ? waiting.Add(draft) : throw new LimitExceededException("Too many changes wait to be logged by the audit.");
    }

    /// <summary>
    /// Logs what waits. Where that fails it is tried again, and the change stands: it will be logged, now or by the next
    /// activation.
    /// </summary>
    public async Task LogAsync()
    {
        try
        {
            // Looked for one by one: a change may have been written meanwhile.
            while (Waiting.FirstOrDefault(draft => !_logged.Contains(draft.Id)) is { } next)
            {
                await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).Append(next);
                _logged.Add(next.Id);
            }

            _logged.IntersectWith(Waiting.Select(draft => draft.Id));
            _again?.Dispose();
            _again = null;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or InvalidDataException)
        {
            Log.NotLogged(logger, exception, owner.GrainContext.GrainId.ToString());
            LogLater(Pause);
        }
    }

    private void LogLater(TimeSpan pause) =>
        _again ??= owner.RegisterGrainTimer(static (outbox, _) => outbox.LogAsync(), this, new GrainTimerCreationOptions(pause, Pause) { Interleave = true });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of {Document} wait to be logged by the audit")]
        public static partial void NotLogged(ILogger logger, Exception exception, string document);
    }
}
