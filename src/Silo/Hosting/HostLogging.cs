using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Payouts.Hosting;

/// <summary>How all three hosts log: one line an event, to standard output. The gateway compiles this file too: it must not reference the silo.</summary>
internal static class HostLogging
{
    /// <summary>For <c>AddSerilog</c>.</summary>
    public static void Configure(LoggerConfiguration logging) => logging
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
        // Says at every start that server GC is off: it is off on purpose (docs/architecture.md).
        .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error)
        // Warns once at every start, of a check thread late by as long as the machine is up.
        .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)
        .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
        .MinimumLevel.Override("Polly", LogEventLevel.Error)
        // The host's own words for a start that failed are a stack trace; HostRun says why in a sentence.
        .Filter.ByExcluding(IsFailedStart)
        .Enrich.FromLogContext()
        .WriteTo.Console(
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffZ} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}",
            formatProvider: CultureInfo.InvariantCulture);

    /// <summary>Says why the host does not start, in one sentence.</summary>
    public static void SayWhyItStops(string sentence)
    {
        var logging = new LoggerConfiguration();
        Configure(logging);
        using var logger = logging.CreateLogger();
        logger.Fatal("{Sentence}", sentence);
    }

    private static bool IsFailedStart(LogEvent entry) =>
        entry.MessageTemplate.Text == "Hosting failed to start"
        || (entry.MessageTemplate.Text == "BackgroundService failed" && entry.Exception is OperationCanceledException);
}
