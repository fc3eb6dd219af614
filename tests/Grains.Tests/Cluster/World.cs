using Heleket;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Grains.Payouts;
using Payouts.Grains.Providers;
using Payouts.Grains.Tests.Payouts;
using Payouts.Silo;
using Payouts.Silo.Settings;
using Payouts.Storage;
using Payouts.Storage.Documents;
using Payouts.Storage.Sqlite;
using Silos = Payouts.Grains.Controls.Controls;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// Real grains on a real cluster in this process, with the real SQLite store on a file of its own, and the real Heleket client against a
/// simulator on a real socket.
/// </summary>
internal sealed partial class World : IAsyncDisposable
{
    private readonly WorldOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-cluster-").FullName;
    private readonly SqlitePayoutStore _sqlite;
    private readonly SqliteDocuments _documents;
    private readonly List<InProcessTestCluster> _clusters = [];
    private readonly SimulatorHost _host;
    private readonly HttpClient _http = new();

    private World(WorldOptions options, SimulatorHost host, WebhookDoor door)
    {
        (_options, _host, Door) = (options, host, door);
        _sqlite = new SqlitePayoutStore($"Data Source={_folder}/payouts.db");
        _documents = new SqliteDocuments($"Data Source={_folder}/documents.db");
        Store = new SharedStore(_sqlite);
        Line = new HeleketLine(this);
    }

    public SharedStore Store { get; }

    public WebhookDoor Door { get; }

    public HeleketLine Line { get; }

    public HeldStorage Writes { get; } = new();

    public Arrivals Calls { get; } = new();

    public HeleketSimulator Simulator => _host.Simulator;

    public PayoutsOptions Timing => _options.Payouts;

    private bool IsQuiet => Line.IsQuiet && Writes.AreQuiet;

    public DateTimeOffset Now => (_options.Clock ?? TimeProvider.System).GetUtcNow();

    public InProcessTestCluster Cluster => _clusters[0];

    public IGrainFactory Grains => Cluster.Client;

    /// <summary>The clusters after the first.</summary>
    public IEnumerable<InProcessTestCluster> Others => _clusters.Skip(1);

    /// <summary>Everything but silos.</summary>
    public static async Task<World> PrepareAsync(WorldOptions options)
    {
        var simulator = await SimulatorHost.StartAsync(options.Simulator, options.SimulatorClock);
        var world = new World(options, simulator, await WebhookDoor.OpenAsync());
        await world._sqlite.InitializeAsync(CancellationToken.None);
        await world._documents.OpenAsync(CancellationToken.None);
        return world;
    }

    /// <summary>The silos' views of the controls.</summary>
    public IEnumerable<Silos> Controls =>
        _clusters.SelectMany(cluster => cluster.Silos).Select(silo => silo.ServiceProvider.GetRequiredService<Silos>());

    /// <summary>Returns once each silo knows the pauses at this version, or a later one.</summary>
    public Task SeenEverywhereAsync(int version) => Eventually.IsTrueAsync(
        () => Task.FromResult(Controls.All(controls => controls.PausesVersion >= version)), () => "a silo does not see the pauses");

    /// <summary>Changes the file of the documents behind the service's back.</summary>
    public async Task ChangeDocumentsAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder}/documents.db;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts a cluster. A second one knows nothing of the first and shares its store: every grain can be active in both.</summary>
    public async Task<InProcessTestCluster> StartClusterAsync()
    {
        var builder = new InProcessTestClusterBuilder(_options.Silos) { Options = { ConfigureFileLogging = false, ServiceId = "payouts" } };
        builder.ConfigureSiloHost((_, host) => ConfigureSilo(host));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.ConfigurePayouts();
            silo.AddIncomingGrainCallFilter(Calls);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = _options.ResponseTimeout);
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = _options.ResponseTimeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        _clusters.Add(cluster);
        Door.HandOver ??= body => Grains.GetGrain<IWebhookGrain>(0).Receive(new Immutable<byte[]>(body));
        return cluster;
    }

    /// <summary>Ends all silos without any farewell.</summary>
    public async Task KillSilosAsync()
    {
        Door.HandOver = null;
        foreach (var cluster in _clusters)
        {
            await Task.WhenAll(cluster.Silos.Select(cluster.KillSiloAsync));
            await cluster.DisposeAsync();
        }

        _clusters.Clear();
    }

    /// <summary>Creates a payout of <paramref name="request"/>, or of the usual one.</summary>
    public Task<CreatePayoutResult> CreateAsync(string id, PayoutRequest? request = null, IGrainFactory? through = null) =>
        (through ?? Grains).GetGrain<IPayoutGrain>(id).Create(Any.Command(id, request, Now));

    /// <summary>What is stored of a payout.</summary>
    public async Task<Payout> ReadAsync(string id) => (await _sqlite.ReadAsync(id, CancellationToken.None))!.Payout;

    /// <summary>The payout as stored, once it is as wanted.</summary>
    public Task<Payout> BecomesAsync(string id, Func<Payout, bool> wanted) => Eventually.BecomesAsync(() => ReadAsync(id), wanted);

    public Task<Payout> ReachesAsync(string id, PayoutStatus status) => BecomesAsync(id, payout => payout.Status == status);

    /// <summary>The same, with the clock moved by a step between the looks; never under a call or a write, which would run into its limit.</summary>
    public Task<Payout> BecomesAsync(string id, Func<Payout, bool> wanted, TimeSpan step) => Eventually.BecomesAsync(
        async () =>
        {
            var payout = await ReadAsync(id);
            if (!wanted(payout) && IsQuiet)
            {
                _options.Clock!.Advance(step);
            }

            return payout;
        },
        wanted);

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan step) => _options.Clock!.Advance(step);

    /// <summary>
    /// Moves the clock by steps until it is as wanted, and never while a call to Heleket or a write is under way: nothing runs into a limit but
    /// what was meant to.
    /// </summary>
    public Task MoveUntilAsync(Func<bool> wanted, TimeSpan step, Func<string> story) => Eventually.IsTrueAsync(
        () =>
        {
            var isThere = wanted();
            if (!isThere && IsQuiet)
            {
                _options.Clock!.Advance(step);
            }

            return Task.FromResult(isThere);
        },
        story);

    /// <summary>Makes the payout at Heleket behind the service's back, as a process would have that died before it could say so.</summary>
    public async Task<ProviderReport> MakeAtHeleketAsync(string id) =>
        HeleketProvider.Report(Assert.IsType<CreateOutcome.Accepted>(await AskHeleketAsync(id)).Payout, LogSource.Submit);

    /// <summary>Makes one under this id at Heleket that is not what we will ask for.</summary>
    public async Task MakeAnotherAtHeleketAsync(string id)
    {
        Simulator.Inject(new Fault(FaultKind.WrongEcho) { Operation = SimulatorOperation.Create, OrderId = id, Times = 1 });
        Assert.IsType<CreateOutcome.EchoMismatch>(await AskHeleketAsync(id));
    }

    /// <summary>The provider that the silos have, over another handler: the same bytes and signatures.</summary>
    public HeleketProvider ProviderOver(HttpMessageHandler handler)
    {
        var client = ClientOver(new HttpClient(handler));
        var callback = Microsoft.Extensions.Options.Options.Create(new CallbackOptions { Url = () => Door.Address });
        return new HeleketProvider(client, new AssetCatalog(client, TimeProvider.System, NullLogger<AssetCatalog>.Instance), callback);
    }

    private HeleketClient ClientOver(HttpClient http)
    {
        var settings = new HeleketOptions { ProjectUrl = _host.BaseAddress, MerchantId = _options.Simulator.MerchantId, PayoutKey = _options.PayoutKey };
        return new HeleketClient(http, Microsoft.Extensions.Options.Options.Create(settings), TimeProvider.System, NullLogger<HeleketClient>.Instance);
    }

    private Task<CreateOutcome> AskHeleketAsync(string id) =>
        ClientOver(_http).CreatePayoutAsync(new CreatePayoutRequest
        {
            Amount = Some.Request.Amount,
            Currency = Some.Request.Asset,
            Network = Some.Request.Network,
            OrderId = id,
            Address = Some.Request.WalletAddress,
            IsSubtract = true,
            UrlCallback = Door.Address,
        });

    /// <summary>Heleket holds the payout once, paid, and was asked to create it this often.</summary>
    public void PaidOnce(string id, int creates = 1)
    {
        var entry = Simulator.Find(id);
        Assert.NotNull(entry);
        Assert.Equal((1, "paid", creates), (entry.Stored, entry.Status, Simulator.CreateCalls(id)));
        Assert.Single(Simulator.Ledger, other => other.OrderId == id);
    }

    public async ValueTask DisposeAsync()
    {
        Door.HandOver = null;
        foreach (var cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }

        await _host.DisposeAsync();
        await Door.DisposeAsync();
        await _sqlite.DisposeAsync();
        await _documents.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
