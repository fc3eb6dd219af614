using System.Diagnostics;
using Payouts.Fuzz.Http;
using Payouts.Fuzz.Mutation;
using Payouts.Fuzz.Readers;
using Payouts.Fuzz.Responses;
using Payouts.Fuzz.Webhooks;

namespace Payouts.Fuzz;

/// <summary>Runs the targets one after the other, each with several workers.</summary>
internal sealed class FuzzRun(FuzzOptions options, Action<string> say)
{
    private const int Chunk = 500;
    private const int Connections = 24;
    private const int MostWarmUp = 20_000;

    public async Task<FuzzReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        var targets = new Dictionary<string, TargetReport>();
        foreach (var (name, count) in options.Inputs)
        {
            targets[name] = await RunAsync(name, count, cancellationToken);
            say($"{name}: {targets[name].Inputs} inputs, {targets[name].Findings} findings, {targets[name].Seconds} s");
        }

        using var process = Process.GetCurrentProcess();
        return new FuzzReport
        {
            Seed = options.Seed,
            Targets = targets,
            PeakMegabytes = process.PeakWorkingSet64 >> 20,
            Duration = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1),
        };
    }

    private async Task<TargetReport> RunAsync(string name, long count, CancellationToken cancellationToken)
    {
        var tally = new Tally(options.Seed, name, say);
        if (name == TargetNames.Gateway)
        {
            var warmUp = options.Only is null ? Math.Min(count / 10, MostWarmUp) : 0;
            return await GatewayUnderTest.RunAsync(
                tally,
                host => FeedAsync(name, 0, warmUp, Connections, () => new GatewayTarget(host), tally, cancellationToken),
                host => FeedAsync(name, warmUp, count, Connections, () => new GatewayTarget(host), tally, cancellationToken));
        }

        Func<Target> make = name switch
        {
            TargetNames.Responses => () => new ResponseTarget(),
            TargetNames.Webhooks => () => new WebhookTarget(),
            TargetNames.Readers => () => new ReaderTarget(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such target."),
        };
        var started = Stopwatch.GetTimestamp();
        await FeedAsync(name, 0, count, options.Workers, make, tally, cancellationToken);
        return tally.Report(Stopwatch.GetElapsedTime(started), null);
    }

    private async Task FeedAsync(string name, long from, long to, int workers, Func<Target> make, Tally tally, CancellationToken cancellationToken)
    {
        if (options.Only is { } only && to > from)
        {
            await using var target = make();
            await FeedAsync(name, only, target, tally);
            return;
        }

        var next = from;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            await using var target = make();
            for (var first = Interlocked.Add(ref next, Chunk) - Chunk; first < to; first = Interlocked.Add(ref next, Chunk) - Chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var number = first; number < Math.Min(first + Chunk, to); number++)
                {
                    await FeedAsync(name, number, target, tally);
                }
            }
        }, cancellationToken)));
    }

    private async Task FeedAsync(string name, long number, Target target, Tally tally)
    {
        try
        {
            tally.Add(number, await target.RunAsync(Chance.Of(options.Seed, name, number)));
        }
        catch (Exception exception)
        {
            // Whatever it is, it is what the tool looks for.
            tally.Add(number, new CaseResult("threw", true, exception.ToString(), "run it again to see"));
        }
    }
}
