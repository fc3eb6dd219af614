using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Payouts.Hosting;

/// <summary>Logs that the host is up and what it runs with, that it is stopping, and that it has stopped.</summary>
internal sealed partial class HostLifetimeLog(
    IHostEnvironment environment, IHostApplicationLifetime lifetime, IEnumerable<StartFact> facts, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _logger = loggers.CreateLogger("Payouts.Host");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(SayUp);
        lifetime.ApplicationStopping.Register(() => Log.Stopping(_logger));
        lifetime.ApplicationStopped.Register(() => Log.Stopped(_logger));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void SayUp()
    {
        var version = Version();
        var all = string.Join("; ", facts.Select(fact => (fact.Name, Value: fact.Value())).Where(fact => fact.Value is not null).Select(fact => $"{fact.Name}: {fact.Value}"));
        Log.Up(_logger, environment.ApplicationName, version, environment.EnvironmentName, all);
    }

    /// <summary>The release, without the commit that the compiler appends.</summary>
    private static string? Version() =>
        typeof(HostLifetimeLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Application} {Version} is up in {Environment}; {Facts}")]
        public static partial void Up(ILogger logger, string application, string? version, string environment, string facts);

        [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop: what is under way is brought to its end")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
