using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Orleans.Concurrency;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>A cluster whose grains answer from this class.</summary>
public sealed partial class ScriptedCluster
{
    /// <summary>The id of a payout whose grain never answers.</summary>
    public const string OutOfReach = "0ffffffffffffffffffffffffffffff0";

    /// <summary>
    /// The id of a payout whose grain answers once <see cref="Release"/> is called; also as a webhook's body.
    /// </summary>
    public const string Held = "0eeeeeeeeeeeeeeeeeeeeeeeeeeeeee0";

    /// <summary>In no order; the third cannot be paid, since its network is unknown.</summary>
    public static readonly ServiceList SomeServices = new(new DateTimeOffset(2026, 11, 23, 9, 59, 59, 7, TimeSpan.Zero),
    [
        new("USDT", "TRON", true, 1.50m, 10_000_000m, 1.00m, 0m),
        new("TON", "TON", false, null, null),
        new("USDT", "NOWHERE", true, 1m, 1m, 1m, 1m),
        new("BTC", "BTC", true, 0.00000001m, 79228162514264337593543950335m, null, 0.000000000000000001m),
        new("USDT", "ETH", true, null, 5m, null, 2.5m),
    ]);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In the order in which a list shows them.</summary>
    public List<Payout> Payouts { get; } = [];

    /// <summary>The ids of payouts that were created without a grain of their own.</summary>
    public List<string> ByLane { get; } = [];

    /// <summary>The feed; the place of an event is its number here, from 1.</summary>
    public List<FeedEvent> Events { get; } = [];

    /// <summary>So many events, the oldest, are no longer kept.</summary>
    public int ForgottenEvents { get; set; }

    public Dictionary<string, ClientStats> Stats { get; } = [];

    /// <summary>The address books' entries, by client.</summary>
    public Dictionary<string, List<BookEntry>> Books { get; } = [];

    /// <summary>The keys that were made at run time.</summary>
    public KeyTable Keys { get; set; } = new(0, [], []);

    /// <summary>The keys as the silo that is asked knows them, if not as they are; may throw.</summary>
    public Func<KeyTable>? ShownKeys { get; set; }

    /// <summary>When which key was last used.</summary>
    public ImmutableDictionary<string, DateTimeOffset> KeyUses { get; set; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The versions of the policy, the one in force at the end.</summary>
    public List<PolicyVersion> Policies { get; } = [];

    public List<Proposal> Proposals { get; } = [];

    /// <summary>What was last judged.</summary>
    public CheckPolicy? Checked { get; set; }

    /// <summary>How many approvers were known to the last proposal.</summary>
    public int? Approvers { get; set; }

    public Dictionary<string, ImmutableArray<SeriesPoint>> Series { get; } = [];

    public ServiceList Services { get; init; } = new(null, []);

    /// <summary><see langword="null"/>: the health check throws.</summary>
    public bool? Health { get; set; } = true;

    public PauseList Pauses { get; set; } = new(0, [], TimeSpan.FromSeconds(5), []);

    /// <summary>Whether a silo could read the controls lately.</summary>
    public bool HasControls { get; set; } = true;

    /// <summary><see langword="null"/>: nobody answers.</summary>
    public SystemReport? System { get; set; }

    /// <summary>Counts the calls that are held.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    /// <summary>Lets all held calls continue.</summary>
    public void Release() => _released.SetResult();

    public async Task HoldAsync()
    {
        Arrived.Release();
        await _released.Task;
    }

    public IGrainFactory Grains() => Factory.Of(this);

    /// <summary>A grain of any kind that the gateway asks for.</summary>
    public class Factory : DispatchProxy
    {
        private ScriptedCluster? _cluster;

        internal static IGrainFactory Of(ScriptedCluster cluster)
        {
            var factory = Create<IGrainFactory, Factory>();
            ((Factory)(object)factory)._cluster = cluster;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true }
            ? new ScriptedGrain(_cluster!, args![0]!.ToString()!)
            : throw new NotSupportedException(targetMethod!.ToString());
    }
}

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

        var at = command.RequestedAt;
        var created = new Payout
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
        cluster.Payouts.Add(created);
        return new(created, Created: true, []);
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
        return Task.FromResult(new PayoutPage([.. rest.Take(query.Limit)], rest.Skip(query.Limit).Any()));
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
