using System.Collections.Concurrent;
using System.Diagnostics;

namespace Payouts.Simulation;

/// <summary>Many stories, on as many threads as there are to be, each thread with whole stories of its own.</summary>
internal static class Campaign
{
    private const int MostFindings = 5;

    public static CampaignReport Run(SimulationOptions options, Action<string> progress)
    {
        var began = Stopwatch.GetTimestamp();
        var tally = new Tally();
        var findings = new ConcurrentQueue<Telling>();
        var next = options.Seed - 1;
        var done = 0;
        long steps = 0;
        var threads = Enumerable.Range(0, options.Threads).Select(_ => new Thread(Tell)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new CampaignReport(options, done, steps, tally, [.. findings.OrderBy(finding => finding.Story.Seed)], Stopwatch.GetElapsedTime(began));

        void Tell()
        {
            while (findings.Count < MostFindings && Interlocked.Increment(ref next) is var seed && seed < options.Seed + options.Seeds)
            {
                var telling = Telling.Of(options.StoryOf(seed), options.Trace);
                lock (tally)
                {
                    tally.Add(telling.Tally);
                    steps += telling.Steps;
                    done++;
                    if (done % 1000 == 0)
                    {
                        progress($"{done} stories, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
                    }
                }

                if (telling.Rule is not null)
                {
                    findings.Enqueue(telling);
                }
            }
        }
    }
}
