using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;
using CheckpointRules = Payouts.Grains.Audit.Checkpoints;

namespace Payouts.Grains.Tests.Audit;

/// <summary>Checkpoints over the events: each event in one, whatever dies.</summary>
public sealed class CheckpointTests : AuditSilos
{
    private readonly ConcurrentQueue<string> _lines = [];

    [Fact]
    public async Task A_checkpoint_holds_the_events_since_the_last_one_and_the_end_of_the_control_log()
    {
        await LiveAsync(1);
        await Log.Append(new AuditDraft("test/1", Some.Now, new("ana"), "test.done", "target", []));
        Assert.False(await Checkpoints.Make());
        await LiveAsync(2);
        Assert.False(await Checkpoints.Make());

        var (first, second) = await AllAsync() is [var one, var two] ? (one, two) : throw new InvalidOperationException();
        Assert.Equal((1, 4, 1, null), (first.N, first.Leaves, first.ControlSeq, first.Prev));
        Assert.Equal((2, 4, first.To, CheckpointRules.Digest(first)), (second.N, second.Leaves, second.From, second.Prev));
        Assert.Equal((await Log.Head()).Head, first.ControlHead);
        Assert.True(CheckpointRules.IsSigned(Keys.Verifiers, second));
        Assert.True(IsOf(first, _lines.First()) && IsOf(second, _lines.Last()) && _lines.Count == 2);
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Without_anything_new_there_is_no_further_checkpoint()
    {
        Assert.False(await Checkpoints.Make());
        Assert.Empty(await AllAsync());
        await LiveAsync(1);
        await Checkpoints.Make();
        await Checkpoints.Make();
        Assert.Single(await AllAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_checkpoint_that_dies_at_any_step_is_made_once(int step, bool isWritten)
    {
        for (var i = 1; i <= 50; i++)
        {
            await LiveAsync(i);
            Faults.FailNext(isWritten, after: step);
            await Assert.ThrowsAsync<OrleansException>(() => Checkpoints.Make());
            await UntilAnsweredAsync(() => Checkpoints.Make());
        }

        await UntilAnsweredAsync(() => Checkpoints.Make());
        var all = await AllAsync();
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(checkpoint => (int)checkpoint.N));
        Assert.Equal(200, all.Sum(checkpoint => checkpoint.Leaves));
        Assert.All(all, checkpoint => Assert.Contains(_lines, line => IsOf(checkpoint, line)));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task No_checkpoint_is_made_again_when_all_of_them_are_gone()
    {
        await LiveAsync(1);
        await Checkpoints.Make();
        await ScalarAsync("DELETE FROM documents WHERE kind IN ('checkpoint', 'checkpoints')");
        await LiveAsync(2);

        var other = await StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => other.Client.GetGrain<ICheckpointGrain>(ICheckpointGrain.Key).Make());

        Assert.Empty(await AllAsync());
        Assert.Equal([AuditFaultKind.CheckpointAltered], (await VerifyAsync()).Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public async Task The_events_of_a_checkpoint_are_read_once_for_all_who_look_at_payouts_in_it()
    {
        var states = new[] { await LiveAsync(1), await LiveAsync(2) };
        await Checkpoints.Make();
        var counted = new CountedEvents(Store);
        var proofs = new AuditProofs(counted, Lists, Keys);

        Assert.Equal(4, (await proofs.OfAsync(states[0])).Length);
        Assert.Equal(4, (await proofs.OfAsync(states[1])).Length);

        Assert.Equal(1, counted.Reads);
    }

    [Fact]
    public async Task A_payout_shows_the_checkpoints_that_hold_it_and_how_its_leaf_leads_to_the_root()
    {
        var states = new[] { await LiveAsync(1), await LiveAsync(2), await LiveAsync(3) };
        await Checkpoints.Make();

        var audit = (await Reader.Payout(states[1].Payout.Id))!;

        Assert.Equal((states[1].Chain!.Seq, states[1].Chain!.Head), (audit.Seq, audit.Head));
        Assert.Equal(audit.Head, audit.Steps[^1].Head);
        Assert.Empty(audit.Report.Faults);
        Assert.Equal([1L, 2, 3, 4], audit.Proofs.Select(proof => proof.Version));
        Assert.Equal(audit.Head, audit.Proofs[^1].Head);
        Assert.All(audit.Proofs, proof =>
        {
            var leaf = MerkleTree.Leaf(new() { PayoutId = audit.Id, Version = proof.Version, Head = proof.Head, Type = "", ClientId = "", Asset = "", Amount = 0, Was = null, Status = 0, Detail = null, Reason = null, NeedsAttention = false, At = default });
            var path = proof.Path.Select(text => System.Buffers.Text.Base64Url.DecodeFromChars(text)).ToArray();
            Assert.Equal(proof.Checkpoint.Root, System.Buffers.Text.Base64Url.EncodeToString(MerkleTree.RootOf(leaf, proof.Index, proof.Checkpoint.Leaves, path)));
        });
        Assert.Null(await Reader.Payout(Some.Id));
    }

    private static bool IsOf(AuditCheckpoint checkpoint, string line) =>
        line.StartsWith($"Audit checkpoint {checkpoint.N}: {checkpoint.Leaves} events", StringComparison.Ordinal)
        && line.Contains($"root {checkpoint.Root}", StringComparison.Ordinal)
        && line.EndsWith($"digest {CheckpointRules.Digest(checkpoint)}, key {checkpoint.KeyId}, signature {checkpoint.Signature}", StringComparison.Ordinal);

    private protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton<ILogger<CheckpointGrain>>(new Heard(_lines));
    }

    private sealed class Heard(ConcurrentQueue<string> lines) : ILogger<CheckpointGrain>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception));
    }

    private sealed class CountedEvents(IAuditedStore inner) : IAuditedStore
    {
        public int Reads { get; private set; }

        public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken)
        {
            Reads++;
            return inner.ReadEventsAsync(after, limit, cancellationToken);
        }

        public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) => inner.FindEventsAsync(payoutId, version, cancellationToken);

        public Task<IReadOnlyList<EventRow>> FindAllEventsAsync(IReadOnlyCollection<string> payoutIds, CancellationToken cancellationToken) => inner.FindAllEventsAsync(payoutIds, cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) => inner.ReadRowsAsync(after, limit, cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => inner.FindRowsAsync(ids, cancellationToken);
    }

    private async Task<List<AuditCheckpoint>> AllAsync() =>
        [.. (await Lists.PageAsync("checkpoint", StoredCheckpoint.All, null, DocumentLists.MostOfAPage, descending: false)).Documents.Select(document => document.Read<StoredCheckpoint>().Checkpoint)];
}
