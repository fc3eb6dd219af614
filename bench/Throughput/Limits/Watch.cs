using System.Diagnostics;

namespace Payouts.Throughput.Limits;

/// <summary>How things stood at one moment.</summary>
/// <param name="At">In ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Creates">Creates that reached Heleket so far.</param>
/// <param name="Looks">Look-ups that reached Heleket so far.</param>
/// <param name="Connections">Open ones from the host to Heleket: as many as calls under way, or more.</param>
/// <param name="Memory">Resident bytes of the host.</param>
/// <param name="Managed">What its collector says.</param>
internal sealed record Sample(long At, long Creates, long Looks, int Connections, long Memory, ManagedMemory Managed)
{
    /// <summary>Both kinds.</summary>
    public long Calls => Creates + Looks;
}

/// <summary>Looks at a host once a second.</summary>
internal sealed class Watch(Deployment deployment, Target host, Action<string> say)
{
    private const int SecondsBetweenWords = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Looks for so long.</summary>
    public Task<List<Sample>> ForAsync(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        return UntilAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(start) >= time), TimeSpan.MaxValue);
    }

    /// <summary>Looks until something holds, which is asked after each look.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public async Task<List<Sample>> UntilAsync(Func<Task<bool>> isOver, TimeSpan timeout)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Second);
        var samples = new List<Sample> { await LookAsync() };
        while (!await isOver())
        {
            if (Stopwatch.GetElapsedTime(start) > timeout)
            {
                throw new TimeoutException($"{host.Name} was not done after {timeout}.");
            }

            await timer.WaitForNextTickAsync();
            samples.Add(await LookAsync());
            if (samples.Count % SecondsBetweenWords == 0)
            {
                say($"  {samples.Count} s: {samples[^1].Memory / 1e6:0} MB (live {samples[^1].Managed.Live / 1e6:0}, committed {samples[^1].Managed.Committed / 1e6:0}), {Rates(samples[^SecondsBetweenWords..], SecondsBetweenWords - 1).Single():0} calls a second to Heleket");
            }
        }

        return samples;
    }

    /// <summary>Calls a second that reached Heleket, over so many samples each.</summary>
    public static IEnumerable<double> Rates(IReadOnlyList<Sample> samples, int step = 1)
    {
        for (var last = 0; last + step < samples.Count; last += step)
        {
            yield return (samples[last + step].Calls - samples[last].Calls) / Stopwatch.GetElapsedTime(samples[last].At, samples[last + step].At).TotalSeconds;
        }
    }

    private async Task<Sample> LookAsync()
    {
        var (creates, looks) = await deployment.Heleket.CallsAsync();
        return new Sample(
            Stopwatch.GetTimestamp(),
            creates,
            looks,
            Processor.ConnectionsTo(host.Process.Id, deployment.Heleket.Address.Port),
            Processor.ResidentBytes(host.Process.Id),
            await deployment.MemoryAsync(host));
    }
}
