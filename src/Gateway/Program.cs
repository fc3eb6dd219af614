using Payouts.Gateway.Cluster;
using Payouts.Hosting;

namespace Payouts.Gateway;

/// <summary>The gateway alone: routes, and a client of a cluster that runs elsewhere.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = HostBuilding.NewBuilder(args);
        var read = new SettingReader(builder.Configuration);
        ListenUrls.Read(builder, read, GatewayHost.DefaultUrl);
        var settings = GatewaySettings.Read(read, builder.Environment);
        var findSilos = ClusterClient.Read(read);
        read.RequireNoErrors();
        builder.AddGateway(settings);
        builder.AddClusterClient(findSilos);
        var app = builder.Build();
        app.MapGateway();
        return app;
    });
}
