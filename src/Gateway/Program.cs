using Microsoft.Extensions.Options;
using Payouts.Gateway.Cluster;
using Payouts.Hosting;

namespace Payouts.Gateway;

/// <summary>The gateway alone: routes, and a client of a cluster that runs elsewhere.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            var builder = HostBuilding.NewBuilder(args);
            builder.AddGateway();
            builder.AddClusterClient();
            await using var app = builder.Build();
            app.MapGateway();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            HostLogging.SayWhyItStops(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            // Told to stop while the start still waited for a first silo: nothing was begun that could be lost.
            return 0;
        }
    }
}
