using System.Globalization;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Cluster;
using Serilog;

namespace Payouts.Gateway;

/// <summary>The gateway alone: routes, and a client of a cluster that runs elsewhere.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        Log.Logger = new LoggerConfiguration().WriteTo.Console(formatProvider: CultureInfo.InvariantCulture).CreateBootstrapLogger();
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseSerilog((context, logger) => logger
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
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }
}
