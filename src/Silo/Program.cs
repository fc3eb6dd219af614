using Payouts.Hosting;

namespace Payouts.Silo;

internal static class Program
{
    private static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = HostBuilding.NewBuilder(args);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:8081");
        }

        builder.AddSilo();
        var app = builder.Build();
        app.MapSiloHealth();
        return app;
    });
}
