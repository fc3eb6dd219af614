using System.Globalization;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Cluster;
using Serilog;
using Serilog.Events;

namespace Payouts.Gateway;

/// <summary>The gateway alone: routes, and a client of a cluster that runs elsewhere.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        Log.Logger = new LoggerConfiguration().WriteTo.Console(formatProvider: CultureInfo.InvariantCulture).CreateBootstrapLogger();
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseSerilog((context, logger) => logger
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Error)
            .ReadFrom.Configuration(context.Configuration)
            .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture));
        try
        {
            builder.AddGateway();
            builder.AddClusterClient();
            await using var app = builder.Build();
            app.UseSerilogRequestLogging();
            app.MapGateway();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            Log.Fatal("{Fault}", exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            // Told to stop while the start still waited for a first silo: nothing was begun that could be lost.
            Log.Information("Stopped before a silo was reached");
            return 0;
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }
}
