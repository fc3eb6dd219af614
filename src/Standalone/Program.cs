using Payouts.Gateway;
using Payouts.Hosting;
using Payouts.Silo;
using Serilog;

namespace Payouts.Standalone;

/// <summary>Gateway, silo and, in Development, Heleket's simulator in one process.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSerilog(HostLogging.Configure);
        var isSimulated = builder.AddDevelopmentDefaults();
        builder.AddSilo();
        builder.AddGateway();
        var app = builder.Build();
        if (isSimulated)
        {
            app.MapSimulator();
        }

        app.MapGateway();
        return app;
    });
}
