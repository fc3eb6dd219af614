using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace Payouts.Micro;

/// <summary>
/// What the hot functions take in time and in bytes, each alone. Arguments are BenchmarkDotNet's own (<c>--filter '*Address*'</c>, <c>--list flat</c>); none: all.
/// Exit code 0: measured; 1: something failed, or nothing fits the filter.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], Config()).ToList();
        var isList = args.Contains("--list");
        return isList || (summaries.Count > 0 && summaries.TrueForAll(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success))) ? 0 : 1;
    }

    // Short, so that all of it takes a minute or two; and in this process, because a project of its own for each run, as is usual, would be built with the
    // whole service each time. Bytes are exact either way; times are good for telling 1 µs from 2, not from 1.05.
    private static ManualConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(150)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub)
        .AddValidator(JitOptimizationsValidator.FailOnError)
        .WithArtifactsPath(Path.Combine("artifacts", "micro"))
        .WithOption(ConfigOptions.JoinSummary, true);
}
