using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using Serilog;

namespace Payouts.Hosting;

/// <summary>How all three hosts are built.</summary>
public static class HostBuilding
{
    // Settings are read once, at start. Watching the files for changes would report every write below the working
    // directory, where the default database lies.
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>
    /// Creates a builder with our logging. Every relative path in a setting, and <c>appsettings.json</c>, is relative
    /// to the content root, which is the directory that the process is started in unless <c>ASPNETCORE_CONTENTROOT</c>
    /// overrides it.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="OptionsValidationException">
    /// A settings file cannot be read, or the content root does not exist.
    /// </exception>
    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder([NoReload, .. args]);
            Directory.SetCurrentDirectory(builder.Environment.ContentRootPath);
            HostLogging.Start(builder.Configuration);
            builder.Services.AddSerilog();
            builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
            builder.Services.AddHostedService<HostLifetimeLog>();
            AddNotifications(builder.Services);
            return builder;
        }
        catch (InvalidDataException exception)
        {
            throw BadSetting.Exception("appsettings.json", $"{exception.Message} {exception.GetBaseException().Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw BadSetting.Exception("ASPNETCORE_CONTENTROOT", $"The settings cannot be read from the directory of ASPNETCORE_CONTENTROOT or, without it, the present one: {exception.Message}");
        }
    }

    // Not AddSystemd: it looks for systemd in /proc, where a hardened unit hides it, and a unit that waits for a
    // notification would wait forever.
    private static void AddNotifications(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
    }
}
