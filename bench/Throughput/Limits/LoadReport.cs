using System.Diagnostics;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>Adds what an open load came to, whole and by parts.</summary>
internal sealed class LoadReport(Results results, string measure, OpenResult load)
{
    private const string Subject = "postgres";

    private static readonly long Window = 10 * Stopwatch.Frequency;

    /// <summary>Rates by status, and what those that were refused were told.</summary>
    public void Whole()
    {
        var seconds = Stopwatch.GetElapsedTime(load.Start, load.Stop).TotalSeconds;
        results.Add(measure, Subject, "offered a second", load.Due / seconds);
        foreach (var status in load.Answers.GroupBy(answer => answer.Status).OrderBy(status => status.Key))
        {
            results.Add(measure, Subject, status.Key == OpenResponse.NoAnswer ? "no answer, a second" : $"answered {status.Key} a second", status.Count() / seconds);
        }

        results.Add(measure, Subject, "never had a free connection, a second", (load.Due - load.Answers.Count) / seconds);
        results.Add(measure, Subject, "429 and 503 without Retry-After", load.Answers.Count(answer => answer.Status is 429 or 503 && !answer.SaysWhen));
    }

    /// <summary>One part: a row of the table of loads, timed since each create was due, and a few values of those that a row has no place for.</summary>
    public void Part(string name, long from, long to)
    {
        var (due, sent) = (load.Between(from, to), load.SentBetween(from, to));
        results.Add($"{measure}: accepted", name, due, null);
        results.Add($"{measure}: accepted", name, "max ms", due.Percentile(1));
        results.Add($"{measure}: accepted, since it had a connection", name, "p50 in ms", sent.Percentile(0.5));
        results.Add($"{measure}: accepted, since it had a connection", name, "p99 in ms", sent.Percentile(0.99));
        results.Add($"{measure}: accepted, since it had a connection", name, "max ms", sent.Percentile(1));
    }

    /// <summary>Every ten seconds of the load, one value each.</summary>
    public void Windows()
    {
        for (var from = load.Start; from + Window <= load.Stop; from += Window)
        {
            var part = load.Between(from, from + Window);
            results.Add(measure, Subject, "accepted a second, each 10 s", part.Rate);
            results.Add(measure, Subject, "not accepted, each 10 s", part.Others);
            results.Add(measure, Subject, "p50 ms, each 10 s", part.Percentile(0.5));
            results.Add(measure, Subject, "p99 ms, each 10 s", part.Percentile(0.99));
            results.Add(measure, Subject, "max ms, each 10 s", part.Percentile(1));
        }
    }
}
