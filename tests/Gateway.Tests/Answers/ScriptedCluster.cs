using System.Collections.Immutable;
using System.Reflection;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

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

    /// <summary>Why nothing more is made; <see langword="null"/>: it is.</summary>
    public PayoutRefusal? Refusal { get; set; }

    /// <summary>What counts against limits, by the key of the count.</summary>
    public Dictionary<string, LimitUsage> Usages { get; } = [];

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
