using Microsoft.Extensions.Options;
using Payouts.Gateway;
using Payouts.Hosting;
using Payouts.Silo;
using Serilog;

namespace Payouts.Standalone;

/// <summary>Gateway, silo and, in Development, Heleket's simulator in one process.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSerilog(HostLogging.Configure);
            var isSimulated = builder.AddDevelopmentDefaults();
            builder.AddSilo();
            builder.AddGateway();
            await using var app = builder.Build();
            if (isSimulated)
            {
                app.MapSimulator();
            }

            app.MapGateway();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            HostLogging.SayWhyItStops(exception);
            return 1;
        }
    }
}
