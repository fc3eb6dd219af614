using Heleket;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Storage;
using Payouts.Grains;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Controls;
using Payouts.Grains.Events;
using Payouts.Grains.Health;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Grains.Policies;
using Payouts.Grains.Providers;
using Payouts.Silo.Audit;
using Payouts.Silo.Cluster;
using Payouts.Silo.Documents;
using Payouts.Silo.Settings;
using Payouts.Silo.Start;
using Payouts.Storage;
using Payouts.Storage.Documents;
using Payouts.Storage.Mongo;
using Payouts.Storage.Postgres;
using Payouts.Storage.Sqlite;

namespace Payouts.Silo;

/// <summary>
/// Adds a silo to a host: grains, storage, clustering, the Heleket client. Used by this project's own host and by the
/// standalone one.
/// </summary>
public static class SiloHost
{
    /// <summary>Adds the whole silo.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="settings">Settings without errors.</param>
    /// <param name="isSimulated">Whether Heleket is the simulator in this process; only for the log.</param>
    public static WebApplicationBuilder AddSilo(this WebApplicationBuilder builder, SiloSettings settings, bool isSimulated = false)
    {
        builder.Services.AddPayouts(settings);
        foreach (var fact in StartFacts.Of(settings, isSimulated))
        {
            builder.Services.AddSingleton(fact);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.UseOrleans(silo =>
        {
            silo.UseCluster(settings.Cluster, builder.Environment.IsDevelopment());
            silo.ConfigurePayouts();
        });
        return builder;
    }

    /// <summary>Adds what the grains need, and what starts them, for any clustering.</summary>
    public static IServiceCollection AddPayouts(this IServiceCollection services, SiloSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseWait>();
        services.AddPayoutStorage(settings);
        if (settings.Cluster.Connection is { } cluster)
        {
            services.AddHostedService(provider => new ClusterStart(cluster, provider.GetRequiredService<DatabaseWait>()));
        }

        services.AddDocuments(settings);
        services.AddHeleketClient(settings);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(settings.Payouts));
        services.AddAudit(settings.Audit, settings.Payouts.EventRetention);
        services.AddSingleton<Telemetry>();
        services.AddSingleton<IPayoutProvider, HeleketProvider>();
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<EndOfEvents>();
        services.AddSingleton(provider => new LimitHolds(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>(), LimitHolds.NewToken));
        services.AddSingleton<ReadHolds>(provider => async (id, cancellationToken) =>
            (await provider.GetRequiredService<IPayoutStore>().ReadAsync(id, cancellationToken))?.Holds ?? []);
        services.AddSingleton<Controls>();
        services.AddSingleton<CoolingOff>(provider => provider.GetRequiredService<Controls>().CoolingOff);
        services.AddSingleton<ISendControls>(provider => provider.GetRequiredService<Controls>());
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(settings.Controls));
        services.AddSingleton(provider => new PolicyOptions(
            settings.SecondPerson ?? !provider.GetRequiredService<IHostEnvironment>().IsDevelopment(), settings.Controls.Lease));
        services.AddSingleton<WebhookTimes>();
        services.AddSingleton<SiloWitness>();
        services.AddSingleton<SiloFactsClient>();
        services.AddSingleton<ClusterMembers>();
        services.AddHostedService<AssetCatalogRefresh>();
        services.AddHostedService<SweeperStart>();
        return services;
    }

    /// <summary>Sets the Orleans options that the grains need, for any clustering.</summary>
    public static void ConfigurePayouts(this ISiloBuilder silo)
    {
        // Here, and so behind Orleans itself, whose storage it reads.
        silo.Services.AddHostedService<ControlsRefresh>();
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = TimeSpan.FromSeconds(10);
            // Zero is off (IncomingRequestMonitor in Orleans 10.4.2). The analysis takes the lock of each payout that was
            // active lately, every 5 s. Lost is only the "Last known status" in the message of a call that timed out.
            messaging.GrainWorkloadAnalysisPeriod = TimeSpan.Zero;
        });
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.AddGrainService<SiloFactsService>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(5));
    }

    private static void AddPayoutStorage(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton<IPayoutStore>(provider => settings.Storage switch
        {
            StorageProvider.Mongo => new MongoPayoutStore(settings.PayoutsConnection, provider.GetRequiredService<ILogger<MongoPayoutStore>>()),
            StorageProvider.Postgres => new PostgresPayoutStore(settings.PayoutsConnection),
            _ => new SqlitePayoutStore(settings.PayoutsConnection, provider.GetRequiredService<ILogger<SqlitePayoutStore>>()),
        });
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<StoreHealth>();
        services.AddKeyedSingleton<IGrainStorage, PayoutGrainStorage>(PayoutGrain.Storage);
        services.AddHostedService<StorageStart>();
    }

    private static void AddDocuments(this IServiceCollection services, SiloSettings settings)
    {
        services.AddDocumentStorage(_ => settings.Documents.Connection is { } file
            ? new SqliteDocuments(file)
            : new PostgresDocuments(settings.Cluster.Connection!));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DocumentsStart>(provider, settings.Documents));
    }

    private static void AddHeleketClient(this IServiceCollection services, SiloSettings settings)
    {
        services.AddHeleket(settings.Configure);
        services.Configure<CallbackOptions>(callback => callback.Url = () => settings.CallbackUrl);
    }
}
