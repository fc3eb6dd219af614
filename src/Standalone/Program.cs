using Payouts.Gateway;
using Payouts.Hosting;
using Payouts.Silo;

namespace Payouts.Standalone;

/// <summary>Gateway, silo and, in Development, Heleket's simulator in one process.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => HostRun.RunAsync(() =>
    {
        var builder = HostBuilding.NewBuilder(args);
        var isSimulated = builder.AddDevelopmentDefaults();
        builder.AddSilo(isSimulated);
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
