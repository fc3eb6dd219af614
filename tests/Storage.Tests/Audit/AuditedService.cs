using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Documents;

namespace Payouts.Storage.Tests.Audit;

/// <summary>
/// Both databases of a service after a while: payouts at all ages, a control log, two checkpoints, and some events after
/// the last one. Written as the grains write it.
/// </summary>
public abstract class AuditedService(RawRows rows, DocumentRig? documents = null) : IAsyncLifetime
{
    private readonly DocumentRig _documents = documents ?? new SqliteRig();
    private OpenDocuments _open = null!;
    private AuditCheckpoint? _last;
    private CheckpointsState? _named;

    protected RawRows Rows => rows;

    protected DocumentRig Documents => _documents;

    protected string DocumentsConnection => _documents.ConnectionString;

    private protected DocumentLists Lists => _open.Lists;

    private protected static string KeyText { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 5 + 3))]);

    private protected static AuditKeys Keys { get; } = new(AuditKey.Parse(KeyText)!, [], ECDsa.Create(ECCurve.NamedCurves.nistP256));

    protected IPayoutStore Store { get; private set; } = null!;

    protected List<PayoutState> Payouts { get; } = [];

    /// <summary>The control log.</summary>
    protected List<AuditEntry> Entries { get; } = [];

    /// <summary>How many events the checkpoints hold.</summary>
    protected int Held { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await rows.Database.CreateAsync();
        Store = await rows.Database.OpenAsync();
        await _documents.CreateAsync();
        _open = await OpenDocuments.OfAsync(_documents, Keys);
        for (var i = 0; i < 4; i++)
        {
            await LogAsync(i);
        }

        for (var i = 0; i < 12; i++)
        {
            await LiveAsync(i);
            if (i is 4 or 9)
            {
                await CheckpointAsync(A.Start.AddMinutes(i).AddSeconds(30));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Store).DisposeAsync();
        await _open.DisposeAsync();
        await _documents.DisposeAsync();
        await rows.DisposeAsync();
        await rows.Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a verification of everything finds.</summary>
    protected async Task<ImmutableArray<AuditFault>> FaultsAsync() => (await VerifyAsync(DateTimeOffset.MinValue)).Faults;

    /// <summary>A verification of everything, or of a time.</summary>
    protected async Task<AuditReport> VerifyAsync(DateTimeOffset eventsSince, DateTimeOffset? from = null)
    {
        var verifier = new AuditVerifier(Store, _open.Lists, Keys);
        var all = new AuditReport(true, 0, 0, []);
        string? cursor = null;
        do
        {
            var report = await verifier.NextAsync(new AuditCheck(From: from, Cursor: cursor), eventsSince);
            Assert.True(report.Next is null || report.Next != cursor, $"It goes on at {cursor} for ever.");
            all = all with { Checked = all.Checked + report.Checked, Unverifiable = all.Unverifiable + report.Unverifiable, Faults = all.Faults.AddRange(report.Faults) };
            cursor = report.Next;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>A verification of one payout alone.</summary>
    protected Task<AuditReport> VerifyAsync(PayoutState state) =>
        new AuditVerifier(Store, _open.Lists, Keys).NextAsync(new AuditCheck(state.Payout.Id), DateTimeOffset.MinValue);

    /// <summary>Another write of a payout.</summary>
    protected async Task<PayoutState> GoOnAsync(PayoutState before, Func<PayoutState, PayoutState> change)
    {
        var after = before.Next(change);
        return await WriteAsync(before, after.With(payout => payout with
        {
            UpdatedAt = payout.UpdatedAt.AddSeconds(1),
            ResponseLogs = payout.ResponseLogs.Add(new() { At = payout.UpdatedAt.AddSeconds(1), Source = LogSource.Poll, Status = payout.Status, Detail = payout.Detail, Version = payout.Version, Message = "from Heleket", By = new("ana", "console") }),
        }));
    }

    /// <summary>A payout's first version and those that follow, as many as its number says.</summary>
    protected async Task<PayoutState> LiveAsync(int number)
    {
        var state = A.Payout($"k{number}", client: $"c-{number % 3}", createdAt: A.Start.AddMinutes(number)).With(payout => payout with
        {
            Request = payout.Request with { Memo = "memo", Reference = $"r{number}", Metadata = payout.Request.Metadata.Add("order", $"{number}") },
            ResponseLogs = [new() { At = payout.CreatedAt, Source = LogSource.Api, Status = payout.Status, Detail = payout.Detail, Version = 1 }],
        });
        state = await WriteAsync(null, state);
        PayoutStatus[] life = [PayoutStatus.Broadcast, PayoutStatus.Confirmed];
        foreach (var status in life.Take(number % 3))
        {
            state = await GoOnAsync(state, old => old.In(status) with { NextActionAt = status == PayoutStatus.Confirmed ? null : old.NextActionAt });
        }

        Payouts.Add(state);
        return state;
    }

    /// <summary>A checkpoint of what was written since the last one.</summary>
    protected async Task CheckpointAsync(DateTimeOffset at)
    {
        var page = await Store.ReadEventsAsync(_last?.To, 10_000, CancellationToken.None);
        var end = new AuditHead(Entries.Count, Entries[^1].Hash);
        var next = Checkpoints.Make(Keys, _last, _last?.To ?? EventPosition.Start, page.Events, end, at);
        Held += next.Leaves;
        await WriteAsync("checkpoint", StoredCheckpoint.KeyOf(next.N), new StoredCheckpoint(next));
        await WriteAsync("checkpoints", "checkpoints", _named = Checkpoints.Sealed(Keys.Current, _named, next));
        _last = next;
        await EndAsync();
    }

    /// <summary>One more entry of the control log.</summary>
    protected async Task LogAsync(int number, string? id = null)
    {
        var draft = new AuditDraft(id ?? $"test/{number}", A.Start.AddSeconds(number), new("ana", "console", "session", "10.0.0.1"), "key.made", "shop", [new("/name", null, "\"shop\"")], "before", "after", "because");
        Entries.Add(AuditLog.Next(Keys.Current, Entries is [.., var last] ? new(last.Seq, last.Hash) : new(0), draft));
        await WriteAsync("audit-page", "00000", new AuditPage(0, [.. Entries], A.Start));
        await EndAsync();
    }

    private Task EndAsync() => WriteAsync("audit", "audit", AuditLog.Sealed(Keys.Current, new(Entries[^1].Seq, Entries[^1].Hash, _last?.N)));

    private async Task<PayoutState> WriteAsync(PayoutState? before, PayoutState after)
    {
        var (state, events) = AuditChain.Extend(Keys, before, after);
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([new PayoutWrite(state, before?.Payout.Version ?? 0, events)], CancellationToken.None));

        // As the service does every second: until then MongoDB has the events in the payout's own document.
        await Store.FoldStatsAsync(10_000, CancellationToken.None);
        if (!events.IsEmpty)
        {
            await AllIsReadableAsync();
        }

        return state;
    }

    /// <summary>Until then a long transaction of another test on the same server holds the horizon of PostgreSQL's events.</summary>
    private async Task AllIsReadableAsync()
    {
        while ((await Store.ReadFactsAsync(TestContext.Current.CancellationToken)).UnseenSince is not null)
        {
            await Task.Yield();
        }
    }

    /// <summary>Writes a document as its grain does.</summary>
    private protected async Task WriteAsync<T>(string kind, string key, T document)
    {
        var id = GrainId.Create("test", key);
        var stored = new GrainState<T>();
        await _open.Storage.ReadStateAsync(kind, id, stored);
        stored.State = document is ISealed<T> next ? next.WithSeal((stored.State as ISealed<T>)?.Seal) : document;
        await _open.Storage.WriteStateAsync(kind, id, stored);
    }
}
