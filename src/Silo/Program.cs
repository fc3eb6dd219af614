using Payouts.Hosting;
using Payouts.Silo.Settings;

namespace Payouts.Silo;

internal static class Program
{
    private static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = HostBuilding.NewBuilder(args);
        var read = new SettingReader(builder.Configuration);
        ListenUrls.Read(builder, read, "http://127.0.0.1:8081");
        var settings = SiloSettings.Read(read);
        settings.Cluster.RequireFreePorts(read);
        read.RequireNoErrors();
        builder.AddSilo(settings);
        var app = builder.Build();
        app.MapSiloHealth();
        return app;
    });
}
