using Heleket;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Controls;
using Payouts.Grains.Payouts;
using Payouts.Silo;
using Payouts.Silo.Settings;
using Payouts.Storage;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <content>What a silo of this world is made of.</content>
internal sealed partial class World
{
    private void ConfigureSilo(IHostApplicationBuilder host)
    {
        var services = host.Services;
        if (_options.Clock is { } clock)
        {
            services.AddSingleton<TimeProvider>(clock);
            services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        }

        services.AddPayouts(new SiloSettings
        {
            ProjectUrl = _options.HeleketAt ?? _host.BaseAddress,
            MerchantId = _options.Simulator.MerchantId,
            PayoutKey = _options.PayoutKey,
            CallbackUrl = Door.Address,
            // With a moved clock the limit must outlast a step; else it is the least there is.
            HeleketTimeout = _options.Clock is null ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(5),
            Payouts = _options.Payouts,
            // With a moved clock a lease must outlast a step too.
            Controls = new ControlsOptions { Lease = _options.Clock is null ? ControlsOptions.ShortestLease : TimeSpan.FromDays(1000) },
            PayoutsConnection = $"Data Source={_folder}/payouts.db",
            Storage = StorageProvider.Sqlite,
            Cluster = new ClusterSettings { Id = "test", SiloPort = 0, GatewayPort = 0 },
            Documents = new DocumentSettings { Connection = $"Data Source={_folder}/documents.db" },
        });
        services.AddSingleton<DocumentDatabase>(_documents);
        services.AddSingleton<IPayoutStore>(Store);
        services.AddKeyedSingleton<IGrainStorage>(PayoutGrain.Storage, (silo, _) => Writes.Over(ActivatorUtilities.CreateInstance<PayoutGrainStorage>(silo)));
        services.Configure<HeleketOptions>(heleket => heleket.MaxConcurrentCalls = _options.MostCalls);
        services.AddHttpClient(HeleketServiceCollectionExtensions.HttpClientName).AddHttpMessageHandler(Line.NewHandler);
    }
}
