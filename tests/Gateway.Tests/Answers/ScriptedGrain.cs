using System.Collections.Immutable;
using System.Text;
using Orleans.Concurrency;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every grain in one.</summary>
internal sealed partial class ScriptedGrain(ScriptedCluster cluster, string key)
    : IPayoutGrain, IPayoutLane, IPayoutDirectoryGrain, IClientGrain, IAssetCatalogGrain, IHealthGrain, IWebhookGrain, ISystemGrain
{
    public async Task<CreatePayoutResult> Create(CreatePayout command)
    {
        if (await FindExisting(command) is { } existing)
        {
            return existing;
        }

        if (!cluster.HasControls)
        {
            throw new ControlsUnavailableException();
        }

        if (cluster.Refusal is { } refusal)
        {
            return new(Made(command), Created: false, [], refusal);
        }

        var created = Made(command);
        cluster.Payouts.Add(created);
        return new(created, Created: true, []);
    }

    private Payout Made(CreatePayout command)
    {
        var at = command.RequestedAt;
        return new Payout
        {
            Id = key,
            IdempotencyKey = command.IdempotencyKey,
            Request = command.Request,
            Status = PayoutStatus.Pending,
            Detail = command.Request.ScheduledFor > at ? PayoutDetail.Scheduled : PayoutDetail.Queued,
            RequestedAt = at,
            CreatedAt = at.AddMilliseconds(1),
            UpdatedAt = at.AddMilliseconds(1),
            Version = 1,
            ResponseLogs = [new() { At = at.AddMilliseconds(1), Source = LogSource.Api, Status = PayoutStatus.Pending, By = command.By }],
            Standing = new() { Since = at, Next = NextStep.Send, NextAt = at, Attempt = 1, Money = MoneyPlace.Ours, Actions = [PayoutAction.Cancel] },
        };
    }

    public Task<CreatePayoutResult> Create(string id, CreatePayout command)
    {
        cluster.ByLane.Add(id);
        return new ScriptedGrain(cluster, id).Create(command);
    }

    public async Task<CreatePayoutResult?> FindExisting(CreatePayout command)
    {
        if (await GetPayout() is not { } existing)
        {
            return null;
        }

        var (stored, asked) = (existing.Request, command.Request);
        return new(existing, Created: false, [.. Differing("amount", stored.Amount == asked.Amount), .. Differing("memo", stored.Memo == asked.Memo)]);
    }

    public async Task<Payout?> GetPayout()
    {
        if (key == ScriptedCluster.Held)
        {
            await cluster.HoldAsync();
        }

        return key == ScriptedCluster.OutOfReach ? throw new IOException("no silo") : cluster.Payouts.Find(payout => payout.Id == key);
    }

    public async Task<CancelPayoutResult> Cancel(long? expectedVersion, Caller? by = null) => await GetPayout() switch
    {
        null => new(CancelVerdict.NotFound, null),
        { } payout when expectedVersion is { } version && version != payout.Version => new(CancelVerdict.VersionMismatch, payout),
        { Status: PayoutStatus.Cancelled } payout => new(CancelVerdict.Cancelled, payout),
        { Cancellable: false } payout => new(CancelVerdict.NotCancellable, payout),
        { } payout => new(CancelVerdict.Cancelled, payout with { Status = PayoutStatus.Cancelled, Detail = null, Reason = PayoutReason.CancelledByClient, Version = payout.Version + 1 }),
    };

    /// <summary>Asked once, it is too soon from then on.</summary>
    public async Task<OperateResult> LookUp(Caller by) => await GetPayout() switch
    {
        null => new(OperateVerdict.NotFound, null),
        { Detail: null or PayoutDetail.Queued or PayoutDetail.Submitting } payout => new(OperateVerdict.NotPossible, payout),
        { ResponseLogs: [.., { Message: "asked" }] } payout => new(OperateVerdict.TooSoon, payout, TimeSpan.FromSeconds(6.5)),
        { } payout => new(OperateVerdict.Done, Change(payout, "asked", by)),
    };

    public Task<OperateResult> ClaimAttention(string? note, Caller by) =>
        Attend(null, payout => Change(payout with { ClaimedBy = by.Name }, $"claimed: {note}", by));

    public Task<OperateResult> ResolveAttention(long? expectedVersion, string note, Caller by) =>
        Attend(expectedVersion, payout => Change(payout with { NeedsAttention = false, ClaimedBy = null }, $"resolved: {note}", by));

    private async Task<OperateResult> Attend(long? expectedVersion, Func<Payout, Payout> change) => await GetPayout() switch
    {
        null => new(OperateVerdict.NotFound, null),
        { } payout when expectedVersion is { } version && version != payout.Version => new(OperateVerdict.VersionMismatch, payout),
        { NeedsAttention: false } payout => new(OperateVerdict.NotPossible, payout),
        { } payout => new(OperateVerdict.Done, change(payout)),
    };

    private Payout Change(Payout payout, string message, Caller by)
    {
        var changed = payout with
        {
            Version = payout.Version + 1,
            ResponseLogs = [new() { At = payout.UpdatedAt, Source = LogSource.Operator, Status = payout.Status, Message = message, By = by }],
        };
        cluster.Payouts[cluster.Payouts.FindIndex(other => other.Id == key)] = changed;
        return changed;
    }

    public Task<PayoutPage> Find(PayoutQuery query)
    {
        var found = cluster.Payouts.Where(payout => query.ClientId is null || payout.Request.ClientId == query.ClientId);
        var rest = query.After is { } after ? found.SkipWhile(payout => payout.Id != after.Id).Skip(1) : found;
        Payout[] page = [.. rest.Take(query.Limit)];
        var hasMore = rest.Skip(query.Limit).Any();
        return Task.FromResult(new PayoutPage(
            [.. page.Where(payout => query.DecidableBy is not { } person || payout.Approval?.Makers.Contains(person.Person) == false)],
            hasMore,
            hasMore ? new(query.Order == PayoutOrder.Since ? page[^1].Standing!.Since : page[^1].CreatedAt, page[^1].Id) : null));
    }

    public Task<ClientStats> GetStats() => Task.FromResult(cluster.Stats.GetValueOrDefault(key) ?? new ClientStats { ClientId = key });

    public Task<ImmutableArray<SeriesPoint>> GetSeries(SeriesQuery query) => Task.FromResult<ImmutableArray<SeriesPoint>>(
        [.. cluster.Series.GetValueOrDefault(key, []).Where(point => query.Contains(point.Start) && (query.Asset ?? point.Asset) == point.Asset)]);

    public Task<ServiceList> GetServices() => Task.FromResult(cluster.Services);

    Task<SystemReport> ISystemGrain.Read() => cluster.System is { } report ? Task.FromResult(report) : Task.FromException<SystemReport>(new IOException("no silo"));

    /// <summary>The body names the answer.</summary>
    public async Task<WebhookAnswer> Receive(Immutable<byte[]> body)
    {
        var text = Encoding.UTF8.GetString(body.Value);
        if (text == ScriptedCluster.Held)
        {
            await cluster.HoldAsync();
        }

        return Enum.TryParse<WebhookAnswer>(text, out var answer) ? answer : WebhookAnswer.Accepted;
    }

    private static ImmutableArray<string> Differing(string name, bool isSame) => isSame ? [] : [name];
}
