using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Payouts.Chaos;

/// <summary>One fault that was done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Victim">To whom.</param>
/// <param name="At">When it began, on the history's clock.</param>
internal sealed record StruckFault(FaultKind Kind, string Victim, TimeSpan At);

/// <summary>Does what the plan says to the processes of a run.</summary>
internal sealed class FaultInjector(Deployment deployment, History history, Action<string> say) : IDisposable
{
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan EndsAfterWaking = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<StruckFault> _struck = new();
    private readonly SemaphoreSlim _choosing = new(1);
    private readonly SemaphoreSlim _postgres = new(1);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Probe };
    private int _evicted;

    public IReadOnlyCollection<StruckFault> Struck => _struck;

    /// <summary>Frozen silos that found themselves given up when they woke, and ended.</summary>
    public int Evicted => _evicted;

    /// <summary>Does all of it; ends when the last fault is over, not when all is well again.</summary>
    public Task RunAsync(FaultPlan plan, CancellationToken cancellationToken) => Task.WhenAll(plan.Faults.Select(fault => StrikeAsync(fault, cancellationToken)));

    public void Dispose()
    {
        _http.Dispose();
        _choosing.Dispose();
        _postgres.Dispose();
    }

    private async Task StrikeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (fault.At - history.Now is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }

        await (fault.Kind switch
        {
            FaultKind.KillPostgres => KillPostgresAsync(fault, cancellationToken),
            FaultKind.KillGateway => EndAsync(fault, deployment.Gateways[fault.Choice % deployment.Gateways.Length]),
            FaultKind.RestartSimulator => EndAsync(fault, deployment.Simulator),
            FaultKind.FreezeSilo => FreezeAsync(fault, cancellationToken),
            _ => StrikeSiloAsync(fault, silo => EndAsync(fault, silo), cancellationToken),
        });
    }

    private Task EndAsync(PlannedFault fault, Member victim)
    {
        Note(fault, victim.Name);
        return victim.EndAsync(life => fault.Kind == FaultKind.TermSilo ? life.SignalAsync("TERM") : life.KillAsync());
    }

    private async Task FreezeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var victim = await StrikeSiloAsync(
            fault,
            silo =>
            {
                Note(fault, silo.Name);
                silo.Frozen = true;
                return silo.Current.SignalAsync("STOP");
            },
            cancellationToken);
        await Task.Delay(fault.Length, TimeProvider.System, cancellationToken);
        await victim.EndAsync(async life =>
        {
            await life.SignalAsync("CONT");
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ended = life.EndAsync(waiting.Token);
            if (await Task.WhenAny(ended, Task.Delay(EndsAfterWaking, TimeProvider.System, waiting.Token)) == ended)
            {
                Interlocked.Increment(ref _evicted);
            }

            await waiting.CancelAsync();
        });
        victim.Frozen = false;
        say($"{history.Now:mm\\:ss} {victim.Name} woke after {fault.Length.TotalSeconds:0} s");
    }

    private async Task KillPostgresAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        await _postgres.WaitAsync(cancellationToken);
        try
        {
            Note(fault, "postgres");
            await deployment.Postgres.KillAsync();
            await Task.Delay(fault.Length, TimeProvider.System, cancellationToken);
            await deployment.Postgres.StartAsync();
        }
        finally
        {
            _postgres.Release();
        }
    }

    /// <summary>
    /// Hits any silo that runs, ready or still starting, as soon as another one is ready: a cluster without any is another test. Only a ready one is frozen: the
    /// others cannot give up one that they do not know yet.
    /// </summary>
    private async Task<Member> StrikeSiloAsync(PlannedFault fault, Func<Member, Task> strike, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _choosing.WaitAsync(cancellationToken);
            try
            {
                var ready = await Task.WhenAll(deployment.Silos.Select(silo => IsReadyAsync(silo, cancellationToken)));
                var running = deployment.Silos.Where((silo, number) => ready[number] || (!silo.Frozen && fault.Kind != FaultKind.FreezeSilo)).ToImmutableArray();
                var victim = running.IsEmpty ? null : running[fault.Choice % running.Length];
                if (victim is not null && deployment.Silos.Where((silo, number) => ready[number] && silo != victim).Any())
                {
                    await strike(victim);
                    return victim;
                }
            }
            finally
            {
                _choosing.Release();
            }

            await Task.Delay(Again, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(Member silo, CancellationToken cancellationToken)
    {
        if (silo.Frozen)
        {
            return false;
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri(silo.Current.Address, "health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private void Note(PlannedFault fault, string victim)
    {
        _struck.Enqueue(new StruckFault(fault.Kind, victim, history.Now));
        say($"{history.Now:mm\\:ss} {fault.Kind} {victim}");
    }
}
