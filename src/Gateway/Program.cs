using Microsoft.Extensions.Options;
using Payouts.Gateway.Cluster;
using Serilog;

namespace Payouts.Gateway;

/// <summary>The gateway alone: routes, and a client of a cluster that runs elsewhere.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Host.UseSerilog((context, logger) => logger.ReadFrom.Configuration(context.Configuration).Enrich.FromLogContext().WriteTo.Console(formatProvider: null));
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
            await System.Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
