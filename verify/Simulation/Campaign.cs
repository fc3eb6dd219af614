using System.Collections.Concurrent;
using System.Diagnostics;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>Many scenarios, on as many threads as there are to be, each thread with whole scenarios of its own.</summary>
internal static class Campaign
{
    private const int MostFindings = 5;

    public static CampaignReport Run(SimulationOptions options, Action<string> progress)
    {
        var began = Stopwatch.GetTimestamp();
        var tally = new Tally();
        var findings = new ConcurrentQueue<ScenarioRun>();
        var next = options.Seed - 1;
        var done = 0;
        long steps = 0;
        var threads = Enumerable.Range(0, options.Threads).Select(_ => new Thread(Tell)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new CampaignReport(options, done, steps, tally, [.. findings.OrderBy(finding => finding.Scenario.Seed)], Stopwatch.GetElapsedTime(began));

        void Tell()
        {
            while (findings.Count < MostFindings && Interlocked.Increment(ref next) is var seed && seed < options.Seed + options.Seeds)
            {
                var run = ScenarioRun.Of(options.ScenarioOf(seed), options.Trace);
                lock (tally)
                {
                    tally.Add(run.Tally);
                    steps += run.Steps;
                    done++;
                    if (done % 1000 == 0)
                    {
                        progress($"{done} scenarios, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
                    }
                }

                if (run.Rule is not null)
                {
                    findings.Enqueue(run);
                }
            }
        }
    }
}
