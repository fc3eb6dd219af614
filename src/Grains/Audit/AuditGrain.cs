using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <inheritdoc cref="IAuditGrain"/>
/// <remarks>
/// The page is written before the end of the log: an entry that is on its page is logged, and the next activation goes on
/// behind it. Of two activations one loses the write of the page.
/// </remarks>
[GrainType("audit")]
internal sealed class AuditGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage, AuditKeys keys, TimeProvider clock) : Grain, IAuditGrain
{
    // Of 20,000 entries: what is logged later than an hour after it was done is looked for in the database.
    private const int MostFullPages = 100;

    private readonly SortedDictionary<int, FullPage> _full = [];
    private AuditHead _end = new(0);
    private Document<AuditPage>? _page;

    private Document<AuditState> Stored => field ??= new Document<AuditState>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await Stored.ReadAsync() is { } end)
        {
            _end = AuditLog.EndOf(end);
        }

        var named = _end;
        for (_page = await PageAsync(AuditPage.Of(_end.Seq + 1)); _page.State is { Entries: [.., var last] } && last.Seq > _end.Seq; _page = await PageAsync(AuditPage.Of(_end.Seq + 1)))
        {
            _end = _end with { Seq = last.Seq, Head = last.Hash };
        }

        if (_end != named)
        {
            await Stored.WriteAsync(AuditLog.Sealed(keys.Current, _end));
        }
    }

    /// <inheritdoc/>
    public Task<AuditHead> Head() => Task.FromResult(_end);

    /// <inheritdoc/>
    public async Task Checkpointed(long n)
    {
        if (!(_end.Checkpoint >= n))
        {
            var next = _end with { Checkpoint = n };
            await Stored.WriteAsync(AuditLog.Sealed(keys.Current, next));
            _end = next;
        }
    }

    /// <inheritdoc/>
    public async Task<AuditEntry> Append(AuditDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (await FindAsync(draft) is { } logged)
        {
            return logged;
        }

        var entry = AuditLog.Next(keys.Current, _end, draft);
        var number = AuditPage.Of(entry.Seq);
        if (_page!.State is not null && _page.State.Number != number)
        {
            _page = await PageAsync(number);
        }

        await _page.WriteAsync(new(number, [.. _page.State?.Entries ?? [], entry], WholeMilliseconds.Floor(clock.GetUtcNow())));
        _end = _end with { Seq = entry.Seq, Head = entry.Hash };
        await Stored.WriteAsync(AuditLog.Sealed(keys.Current, _end));
        return entry;
    }

    private async Task<AuditEntry?> FindAsync(AuditDraft draft)
    {
        for (var number = AuditPage.Of(_end.Seq); number >= 0; number--)
        {
            var page = _page!.State is { } present && present.Number == number ? present : null;
            var full = page is null ? await FullAsync(number) : null;
            if (full?.Ids.Contains(draft.Id) == true)
            {
                page = (await PageAsync(number)).State;
            }

            if (page?.Entries.FirstOrDefault(entry => entry.Draft.Id == draft.Id) is { } found)
            {
                return found;
            }

            if ((page?.WrittenAt ?? full?.WrittenAt) is { } writtenAt && !AuditLog.MayBeOn(writtenAt, draft))
            {
                break;
            }
        }

        return null;
    }

    /// <summary>What is on a page before the present one; a full one is never written again. <see langword="null"/> if there is none.</summary>
    private async Task<FullPage?> FullAsync(int number)
    {
        if (_full.TryGetValue(number, out var known))
        {
            return known;
        }

        if ((await PageAsync(number)).State is not { } page)
        {
            return null;
        }

        var full = new FullPage(page.Entries.Select(entry => entry.Draft.Id).ToHashSet(StringComparer.Ordinal), page.WrittenAt);
        if (page.Entries.Length == AuditPage.Size)
        {
            _full.Add(number, full);
        }

        if (_full.Count > MostFullPages)
        {
            _full.Remove(_full.Keys.First());
        }

        return full;
    }

    private async Task<Document<AuditPage>> PageAsync(int number)
    {
        var page = new Document<AuditPage>(this, storage, AuditPage.KeyOf(number));
        await page.ReadAsync();
        return page;
    }

    /// <summary>The ids of a page's entries, and when the last one was added.</summary>
    private sealed record FullPage(IReadOnlySet<string> Ids, DateTimeOffset WrittenAt);
}
