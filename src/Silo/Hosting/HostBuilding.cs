using Serilog;

namespace Payouts.Hosting;

/// <summary>What all three hosts begin with. The gateway compiles this file too: it must not reference the silo.</summary>
internal static class HostBuilding
{
    // Settings are read once, at the start. To look out for changes of the files would be to be told of every write below the working
    // directory, where the default database lies.
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>A builder with our logging.</summary>
    /// <param name="args">The command line.</param>
    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder([NoReload, .. args]);
        builder.Services.AddSerilog(HostLogging.Configure);
        return builder;
    }
}
