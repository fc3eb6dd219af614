using Microsoft.Extensions.Options;
using Payouts.Hosting;
using Serilog;

namespace Payouts.Silo;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSerilog(HostLogging.Configure);
            if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
            {
                builder.WebHost.UseUrls("http://127.0.0.1:8081");
            }

            builder.AddSilo();
            await using var app = builder.Build();
            app.MapSiloHealth();
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
