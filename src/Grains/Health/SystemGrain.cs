using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Grains.Health;

/// <inheritdoc cref="ISystemGrain"/>
[StatelessWorker(maxLocalWorkers: 1), Reentrant]
public sealed partial class SystemGrain(
    ClusterMembers cluster, SiloFactsClient silos, IPayoutStore store, TimeProvider clock, ILogger<SystemGrain> logger) : Grain, ISystemGrain
{
    private Task<SystemReport>? _reading;

    /// <inheritdoc/>
    /// <remarks>Those who ask while somebody is being answered get the same answer: many screens cost as much as one.</remarks>
    public Task<SystemReport> Read() => _reading is { IsCompleted: false } reading ? reading : _reading = ReadAsync();

    private async Task<SystemReport> ReadAsync()
    {
        var members = cluster.ReadAsync(ISystemGrain.Patience, clock);
        var facts = FactsAsync();
        var sweeps = Task.WhenAll(Enumerable.Range(0, Shards.Count).Select(SweepAsync));
        // Not on this thread: an embedded store runs on it, and may hang.
        var stored = AnswerAsync("the store", () => Task.Run(() => store.ReadFactsAsync(CancellationToken.None)));
        await Task.WhenAll(members, facts, sweeps, stored);

        var (told, kept, now) = (await facts, await stored, clock.GetUtcNow());
        SiloFacts[] answers = [.. told.Values.OfType<SiloFacts>()];
        return new()
        {
            Silos = SystemRules.Silos(await members, told, now),
            Sweeps = [.. await sweeps],
            OldestUnknownSince = kept?.OldestUnknownSince,
            OldestOpenSince = kept?.OldestOpenSince,
            Heleket = SystemRules.Worst([.. answers.Select(answer => answer.Heleket)]),
            LastWebhookAt = answers.Max(answer => answer.LastWebhookAt),
            CatalogReadAt = SystemRules.Oldest(answers.Select(answer => answer.CatalogReadAt)),
            ControlsAgeSeconds = SystemRules.OldestSeconds(answers.Select(answer => answer.ControlsAge)),
            FeedEndAt = kept?.FeedEndAt,
            FeedLagSeconds = kept is null ? null : kept.UnseenSince is { } unseen ? SystemRules.SecondsSince(unseen, now) : 0,
        };
    }

    /// <summary>What the silos say that this one believes to be alive, this one among them.</summary>
    private async Task<ImmutableDictionary<SiloAddress, SiloFacts?>> FactsAsync()
    {
        var told = await Task.WhenAll(cluster.Alive.Select(async silo =>
            KeyValuePair.Create(silo, await AnswerAsync("a silo", () => silos.Read(silo)))));
        return told.ToImmutableDictionary();
    }

    private async Task<SweepReport> SweepAsync(int shard) =>
        await AnswerAsync("a sweeper", GrainFactory.GetGrain<ISweeperGrain>(shard).Report) ?? new(shard, LastAt: null, LagSeconds: null, Due: null);

    private async Task<T?> AnswerAsync<T>(string whom, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask().WaitAsync(ISystemGrain.Patience, clock);
        }
        catch (Exception exception)
        {
            Log.NoAnswer(logger, whom, exception.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Asked how the system is, {Whom} did not answer: {Error}")]
        public static partial void NoAnswer(ILogger logger, string whom, string error);
    }
}
