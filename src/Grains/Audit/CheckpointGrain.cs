using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <inheritdoc cref="ICheckpointGrain"/>
/// <remarks>
/// The checkpoint is written before the document that names it as the last: one that is there and not named was made
/// before a crash, and counts. Each is one line of the log, so that who keeps logs elsewhere has a witness that nobody
/// with our database can alter.
/// </remarks>
[GrainType("checkpoints")]
internal sealed partial class CheckpointGrain(
    [FromKeyedServices(Document.Storage)] IGrainStorage storage, IPayoutStore store, AuditKeys keys, AuditOptions options, TimeProvider clock, ILogger<CheckpointGrain> logger)
    : Grain, ICheckpointGrain
{
    private const int PageSize = 1000;

    private AuditCheckpoint? _last;

    private IAuditGrain ControlLog => GrainFactory.GetGrain<IAuditGrain>(IAuditGrain.Key);

    private Document<CheckpointsState> Stored => field ??= new Document<CheckpointsState>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var state = await Stored.ReadAsync();
        if (await ControlLog.Head() is { Checkpoint: { } made } && made > (state?.N ?? 0))
        {
            throw new InvalidDataException($"Checkpoint {made} was made, and is no longer named: none is made before somebody has looked.");
        }

        if (state is not null)
        {
            _last = (await DocumentAsync(state.N)).State?.Checkpoint
                ?? throw new InvalidDataException($"Checkpoint {state.N}, the last one, is gone: none is made before somebody has looked.");
        }

        if ((await DocumentAsync((_last?.N ?? 0) + 1)).State is { Checkpoint: var next })
        {
            await NameAsync(next);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Make()
    {
        var now = WholeMilliseconds.Floor(clock.GetUtcNow());
        if (!Checkpoints.IsDue(Stored.State, options.CheckpointEvery, now) && _last is not { Leaves: Checkpoints.MostLeaves })
        {
            return false;
        }

        var control = await ControlLog.Head();
        var (from, events) = await EventsAsync();
        if (events.Count == 0 && (_last?.ControlSeq ?? 0) == control.Seq)
        {
            return false;
        }

        var next = Checkpoints.Make(keys, _last, from, events, control, now);
        var document = await DocumentAsync(next.N);
        if (document.State is { Checkpoint: var made })
        {
            // Made by another activation, or its name was lost. None is made twice.
            await NameAsync(made);
            return true;
        }

        await document.WriteAsync(new StoredCheckpoint(next));
        await NameAsync(next);
        return next.Leaves == Checkpoints.MostLeaves;
    }

    private async Task<(EventPosition From, List<StoredEvent> Events)> EventsAsync()
    {
        var from = _last?.To ?? EventPosition.Start;
        var (events, place) = (new List<StoredEvent>(), _last?.To);
        while (events.Count < Checkpoints.MostLeaves)
        {
            var page = await store.ReadEventsAsync(place, Math.Min(PageSize, Checkpoints.MostLeaves - events.Count), CancellationToken.None);
            if (page.IsExpired)
            {
                // Nothing was made for as long as events are kept: it goes on where they begin.
                from = page.Next;
                events.Clear();
            }

            events.AddRange(page.Events);
            place = page.Next;
            if (!page.HasMore)
            {
                break;
            }
        }

        return (from, events);
    }

    private async Task NameAsync(AuditCheckpoint made)
    {
        // First: a crash may make it two lines, and never none.
        var (to, digest) = (Checkpoints.PlaceOf(made.To), Checkpoints.Digest(made));
        Log.Made(logger, made.N, made.Leaves, to, made.Root, made.ControlSeq, made.ControlHead, digest, made.KeyId, made.Signature);
        await Stored.WriteAsync(Checkpoints.Sealed(keys.Current, Stored.State, made));
        _last = made;
        await ControlLog.Checkpointed(made.N);
    }

    private async Task<Document<StoredCheckpoint>> DocumentAsync(long n)
    {
        var document = new Document<StoredCheckpoint>(this, storage, StoredCheckpoint.KeyOf(n));
        await document.ReadAsync();
        return document;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Audit checkpoint {N}: {Leaves} events up to {To}, root {Root}, control log {ControlSeq} {ControlHead}, digest {Digest}, key {KeyId}, signature {Signature}")]
        public static partial void Made(ILogger logger, long n, int leaves, string to, string root, long controlSeq, string? controlHead, string digest, string? keyId, string? signature);
    }
}
