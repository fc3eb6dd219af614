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
    private AuditHead _end = new(0);
    private Document<AuditPage>? _page;

    private Document<AuditState> Stored => field ??= new Document<AuditState>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await Stored.ReadAsync() is { } end)
        {
            _end = new(end.Seq, end.Head);
        }

        var named = _end;
        for (_page = await PageAsync(AuditPage.Of(_end.Seq + 1)); _page.State is { Entries: [.., var last] } && last.Seq > _end.Seq; _page = await PageAsync(AuditPage.Of(_end.Seq + 1)))
        {
            _end = new(last.Seq, last.Hash);
        }

        if (_end != named)
        {
            await Stored.WriteAsync(AuditLog.Sealed(keys.Current, _end));
        }
    }

    /// <inheritdoc/>
    public Task<AuditHead> Head() => Task.FromResult(_end);

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
        _end = new(entry.Seq, entry.Hash);
        await Stored.WriteAsync(AuditLog.Sealed(keys.Current, _end));
        return entry;
    }

    private async Task<AuditEntry?> FindAsync(AuditDraft draft)
    {
        for (var (page, number) = (_page!.State, AuditPage.Of(_end.Seq)); number >= 0; number--)
        {
            page = page?.Number == number ? page : (await PageAsync(number)).State;
            if (page?.Entries.FirstOrDefault(entry => entry.Draft.Id == draft.Id) is { } found)
            {
                return found;
            }

            if (page is not null && !AuditLog.MayBeOn(page, draft))
            {
                break;
            }
        }

        return null;
    }

    private async Task<Document<AuditPage>> PageAsync(int number)
    {
        var page = new Document<AuditPage>(this, storage, AuditPage.KeyOf(number));
        await page.ReadAsync();
        return page;
    }
}
