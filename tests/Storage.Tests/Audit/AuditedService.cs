using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans.Storage;
using Payouts.Grains.Audit;
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
    private readonly List<AuditEntry> _entries = [];
    private OpenDocuments _open = null!;
    private AuditCheckpoint? _last;

    protected RawRows Rows => rows;

    protected DocumentRig Documents => _documents;

    protected string DocumentsConnection => _documents.ConnectionString;

    private protected Grains.Documents.DocumentLists Lists => _open.Lists;

    private protected static string KeyText { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 5 + 3))]);

    private protected static AuditKeys Keys { get; } = new(AuditKey.Parse(KeyText)!, [], ECDsa.Create(ECCurve.NamedCurves.nistP256));

    protected IPayoutStore Store { get; private set; } = null!;

    protected List<PayoutState> Payouts { get; } = [];

    /// <summary>How many events the checkpoints hold.</summary>
    protected int Held { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await rows.Database.CreateAsync();
        Store = await rows.Database.OpenAsync();
        await _documents.CreateAsync();
        _open = await OpenDocuments.OfAsync(_documents);
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
    protected async Task<ImmutableArray<AuditFault>> FaultsAsync()
    {
        var verifier = new AuditVerifier(Store, _open.Lists, Keys);
        var faults = ImmutableArray.CreateBuilder<AuditFault>();
        string? cursor = null;
        do
        {
            var report = await verifier.NextAsync(new AuditCheck(Cursor: cursor), DateTimeOffset.MinValue);
            faults.AddRange(report.Faults);
            cursor = report.Next;
        }
        while (cursor is not null);
        return faults.ToImmutable();
    }

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
            var isFinal = status == PayoutStatus.Confirmed;
            state = await GoOnAsync(state, old => old.In(status).With(payout => payout with
            {
                AcceptedAt = payout.AcceptedAt ?? payout.UpdatedAt.AddSeconds(1),
                SettledAt = isFinal ? payout.UpdatedAt.AddSeconds(1) : null,
            }) with
            { NextActionAt = isFinal ? null : old.NextActionAt });
        }

        Payouts.Add(state);
        return state;
    }

    /// <summary>A checkpoint of what was written since the last one.</summary>
    protected async Task CheckpointAsync(DateTimeOffset at)
    {
        var page = await Store.ReadEventsAsync(_last?.To, 10_000, CancellationToken.None);
        var end = new AuditHead(_entries.Count, _entries[^1].Hash);
        var next = Checkpoints.Make(Keys, _last, _last?.To ?? EventPosition.Start, page.Events, end, at);
        Held += next.Leaves;
        await WriteAsync("checkpoint", StoredCheckpoint.KeyOf(next.N), new StoredCheckpoint(next));
        await WriteAsync("checkpoints", "checkpoints", Checkpoints.Sealed(Keys.Current, next));
        _last = next;
    }

    private async Task LogAsync(int number)
    {
        var draft = new AuditDraft($"test/{number}", A.Start.AddSeconds(number), new("ana", "console", "session", "10.0.0.1"), "key.made", "shop", [new("/name", null, "\"shop\"")], "before", "after", "because");
        _entries.Add(AuditLog.Next(Keys.Current, _entries is [.., var last] ? new(last.Seq, last.Hash) : new(0), draft));
        await WriteAsync("audit-page", "00000", new AuditPage(0, [.. _entries], A.Start));
        await WriteAsync("audit", "audit", AuditLog.Sealed(Keys.Current, new(_entries[^1].Seq, _entries[^1].Hash)));
    }

    private async Task<PayoutState> WriteAsync(PayoutState? before, PayoutState after)
    {
        var (state, events) = AuditChain.Extend(Keys, before, after);
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([new PayoutWrite(state, before?.Payout.Version ?? 0, events)], CancellationToken.None));

        // As the service does every second: until then MongoDB has the events in the payout's own document.
        await Store.FoldStatsAsync(10_000, CancellationToken.None);
        return state;
    }

    private async Task WriteAsync<T>(string kind, string key, T document)
    {
        var id = GrainId.Create("test", key);
        var stored = new GrainState<T>();
        await _open.Storage.ReadStateAsync(kind, id, stored);
        stored.State = document;
        await _open.Storage.WriteStateAsync(kind, id, stored);
    }
}
