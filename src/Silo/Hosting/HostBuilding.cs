using Serilog;

namespace Payouts.Hosting;

/// <summary>What all three hosts begin with. The gateway compiles this folder too: nothing in it may reference the silo.</summary>
internal static class HostBuilding
{
    // Settings are read once, at the start. To look out for changes of the files would be to be told of every write below the working
    // directory, where the default database lies.
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>A builder with our logging.</summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting of the log is wrong; the message names it.</exception>
    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder([NoReload, .. args]);
        HostLogging.Start(builder.Configuration);
        builder.Services.AddSerilog();
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddHostedService<HostLife>();
        return builder;
    }
}
