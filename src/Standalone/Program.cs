using Payouts.Gateway;
using Payouts.Hosting;
using Payouts.Silo;
using Payouts.Silo.Settings;

namespace Payouts.Standalone;

/// <summary>Gateway, silo and, in Development, Heleket's simulator in one process.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = HostBuilding.NewBuilder(args);
        var read = new SettingReader(builder.Configuration, DevelopmentDefaults.Settings);
        var urls = ListenUrls.Read(builder, read, GatewayHost.DefaultUrl);
        var isSimulated = builder.AddDevelopmentDefaults(read, urls);
        var silo = SiloSettings.Read(read);
        var gateway = GatewaySettings.Read(read, builder.Environment, hasConsole: true);
        silo.Cluster.RequireFreePorts(read);
        read.RequireNoErrors();
        builder.AddSilo(silo, isSimulated);
        builder.AddGateway(gateway);
        var app = builder.Build();
        if (isSimulated)
        {
            app.MapSimulator();
        }

        app.MapGateway();
        return app;
    });
}
