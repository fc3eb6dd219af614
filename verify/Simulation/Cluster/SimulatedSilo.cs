using System.Collections.Immutable;
using System.Globalization;
using Heleket;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using Orleans.Timers;
using Payouts.Grains;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Audit;
using Payouts.Grains.Clients;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Grains.Providers;
using Payouts.Grains.Sweeping;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Provider;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;
using Payouts.Simulation.Storage;
using Payouts.Storage;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace Payouts.Simulation.Cluster;

/// <summary>A silo's process: the real grains over the real grain storage, group commit and Heleket client; the store and the wire are simulated.</summary>
internal sealed class SimulatedSilo : Host, IServiceProvider, ITimerRegistry, IGrainRuntime
{
    private readonly Dictionary<GrainId, Activation> _activations = [];
    private readonly List<Activation> _inOrder = [];
    private readonly List<Actor> _actors = [];
    private readonly StoreConnection _store;
    private readonly PayoutGrainStorage _storage;
    private readonly IPayoutProvider _provider;
    private readonly DocumentConnection _documents;
    private readonly Controls _controls;
    private readonly ISendControls _gate;
    private readonly IGrainStorage _limits;
    private readonly Microsoft.Extensions.Options.IOptions<PayoutsOptions> _options;
    private readonly Microsoft.Extensions.Options.IOptions<HeleketOptions> _heleket;
    private readonly SimulatedGrains _grains;

    public SimulatedSilo(World world, string name)
        : base(world, name)
    {
        var commits = new Actor(this);
        _actors.Add(commits);
        _store = new StoreConnection(world, this);
        _storage = new PayoutGrainStorage(_store, new GroupCommit(_store, this, commits));
        _options = MsOptions.Create(world.Scenario.Options);
        _heleket = MsOptions.Create(new HeleketOptions
        {
            ProjectUrl = new Uri("http://heleket.simulated/"),
            MerchantId = "8b03432e-385b-4670-8d06-064591096795",
            PayoutKey = SimulatedHeleket.PayoutKey,
            // A repeat of a read pauses for a time that the library draws by itself.
            ReadAttempts = 1,
        });
        var http = new HttpClient(new Wire(world, this)) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new HeleketClient(http, _heleket, this, NullLogger<HeleketClient>.Instance);
        var services = new AssetCatalog(client, this, NullLogger<AssetCatalog>.Instance);
        var callback = new CallbackOptions { Url = () => world.Scenario.HasWebhooks ? new Uri("http://payouts.simulated/webhook") : null };
        _provider = world.Scenario.Provider(new HeleketProvider(client, services, MsOptions.Create(callback)));
        _grains = new SimulatedGrains(world.Cluster);
        _documents = new DocumentConnection(world, this);
        var holds = new LimitHolds(_grains, this, () => world.ChanceOf("tokens").NextInt64().ToString("x16", CultureInfo.InvariantCulture));
        _controls = new Controls(_documents, _documents, MsOptions.Create(world.Scenario.Controls), _grains, holds, this, NullLogger<Controls>.Instance);
        _gate = world.Scenario.Gate(_controls);
        _limits = world.Scenario.LimitStorage(_documents);
        var refresh = new Actor(this) { IsAside = true };
        _actors.Add(refresh);
        _ = refresh.Start(RefreshAsync);
    }

    public IServiceProvider Services => this;

    public override IEnumerable<Actor> Actors => _actors;

    public IReadOnlyList<Activation> Activations => _inOrder;

    /// <summary>Its way to the documents.</summary>
    public DocumentConnection Documents => _documents;

    public string SiloIdentity => Name;

    public SiloAddress SiloAddress => throw new NotSupportedException();

    public IGrainFactory GrainFactory => _grains;

    public ITimerRegistry TimerRegistry => this;

    public IServiceProvider ServiceProvider => this;

    public TimeProvider TimeProvider => this;

    /// <summary>The activation of a grain here, made if there is none. <see langword="null"/> while the last one is leaving; <paramref name="again"/> is then done once it is gone.</summary>
    public Activation? Find(GrainId id, Action again)
    {
        if (_activations.TryGetValue(id, out var found))
        {
            if (!found.IsLeaving)
            {
                return found;
            }

            found.WhenGone(again);
            return null;
        }

        var made = new Activation(this, id, Make);
        _activations[id] = made;
        _inOrder.Add(made);
        _actors.Add(made.Actor);
        World.Tally.Count("activations");
        return made;
    }

    public void Forget(Activation activation)
    {
        _activations.Remove(activation.GrainId);
        _inOrder.Remove(activation);
        _actors.Remove(activation.Actor);
    }

    public object? GetService(Type serviceType) =>
        serviceType == typeof(ITimerRegistry) || serviceType == typeof(IGrainRuntime) ? this : throw new NotSupportedException(serviceType.Name);

    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> asyncCallback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException();

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        ((Activation)grainContext).AddTimer(stop => callback(state, stop), options);

    public void DeactivateOnIdle(IGrainContext grainContext) => ((Activation)grainContext).Leave();

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
        // Nothing is collected here for being idle but by chance.
    }

    public Orleans.Core.IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException();

    /// <summary>As the host does; less often once nothing is left that could be sent.</summary>
    private async Task RefreshAsync()
    {
        while (true)
        {
            await _controls.RefreshAsync(CancellationToken.None);
            await Delay(World.IsAtRest ? TimeSpan.FromSeconds(30) : Controls.Interval);
        }
    }

    private async Task<ImmutableArray<LimitHold>> ReadHoldsAsync(string payoutId, CancellationToken cancellationToken) =>
        (await _store.ReadAsync(payoutId, cancellationToken))?.Holds ?? [];

    private Grain Make(Activation activation)
    {
        switch (activation.GrainId.Type.ToString())
        {
            case SimulatedGrains.Payout:
                return Activation.Roots.Plant(new PayoutGrain(_storage, _provider, _gate, _options, this, AuditKeys.None, SharedTelemetry.Instance), activation);
            case SimulatedGrains.Lane:
                return Activation.Roots.Plant(new PayoutLane(_storage, _gate, AuditKeys.None, this, SharedTelemetry.Instance), activation);
            case SimulatedGrains.Client:
                return Activation.Roots.Plant(new ClientGrain(_store), activation);
            case SimulatedGrains.Sweeper:
                return Activation.Roots.Plant(
                    new SweeperGrain(_store, _controls, _options, this, SharedTelemetry.Instance, NullLogger<SweeperGrain>.Instance), activation);
            case SimulatedGrains.Pauses:
                return Activation.Roots.Plant(new PausesGrain(_documents, _store, _controls, this, NullLogger<PausesGrain>.Instance), activation);
            case SimulatedGrains.Limit:
                return Activation.Roots.Plant(new LimitGrain(_limits, _documents, ReadHoldsAsync, _options, this, SharedTelemetry.Instance), activation);
            case SimulatedGrains.Book:
                return Activation.Roots.Plant(new AddressBookGrain(_documents, _documents, _controls.CoolingOff, this, NullLogger<AddressBookGrain>.Instance), activation);
            case SimulatedGrains.Audit:
                return Activation.Roots.Plant(new AuditGrain(_documents, AuditKeys.None, this), activation);
            case SimulatedGrains.Webhook:
                return Activation.Roots.Plant(new WebhookGrain(_heleket, new WebhookTimes(this), SharedTelemetry.Instance, NullLogger<WebhookGrain>.Instance), activation);
            case var other:
                throw new NotSupportedException(other);
        }
    }

    /// <summary>Counters and log lines: no scenario looks at them, and one is enough for all.</summary>
    private static class SharedTelemetry
    {
        public static readonly Telemetry Instance = new(
            new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(),
            System,
            NullLogger<Telemetry>.Instance);
    }
}
