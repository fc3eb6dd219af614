using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Payouts.Hosting;

/// <summary>How all three hosts log: one line per event, to standard output (docs/operations.md, "Logs").</summary>
internal static class HostLogging
{
    private const string Host = "Payouts.Host";

    /// <summary>
    /// Starts logging according to the settings. An invalid one falls back to its default; <see cref="SettingReader"/>
    /// collects the errors, with those of all other settings.
    /// </summary>
    public static void Start(IConfiguration configuration)
    {
        Log.Logger = NewLogger(LogSettings.Read(configuration, out _));
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Log.CloseAndFlush();
    }

    /// <summary>Writes the lines that still wait to be written.</summary>
    public static ValueTask FinishAsync() => Log.CloseAndFlushAsync();

    /// <summary>Logs why the host does not start, in one sentence.</summary>
    public static void SayWhyItStops(string sentence)
    {
        if (Log.Logger == Logger.None)
        {
            // The settings could not be read at all.
            Log.Logger = NewLogger(LogSettings.Read(new ConfigurationBuilder().Build(), out _));
        }

        Log.ForContext(Constants.SourceContextPropertyName, Host).Fatal("{Sentence}", sentence);
    }

    private static Logger NewLogger(LogSettings settings)
    {
        var logging = new LoggerConfiguration().MinimumLevel.Is(settings.Default);
        foreach (var (category, level) in settings.Overrides)
        {
            logging.MinimumLevel.Override(category, level);
        }

        return logging
            // The host itself logs a failed start as a stack trace; HostRun logs the reason in a sentence.
            .Filter.ByExcluding(IsFailedStart)
            .Enrich.With<RequestTrace>()
            .WriteTo.Sink(new BatchedLines(settings.IsJson ? new JsonLines() : new TextLines(), StandardOutput()))
            .CreateLogger();
    }

    // Not Console.Out, which writes each 256 characters on their own.
    private static StreamWriter StandardOutput() =>
#pragma warning disable RS0030 // This is the one place that decides where the log goes.
        new(Console.OpenStandardOutput(), bufferSize: 16 * 1024);
#pragma warning restore RS0030

    private static bool IsFailedStart(LogEvent entry) =>
        entry.MessageTemplate.Text == "Hosting failed to start"
        || (entry.MessageTemplate.Text == "BackgroundService failed" && entry.Exception is OperationCanceledException);
}
