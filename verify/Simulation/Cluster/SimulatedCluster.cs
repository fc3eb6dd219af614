using System.Globalization;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Cluster;

/// <summary>
/// The silos and how calls find their grains. While all is well a grain is active once; after a death or an eviction, and while the cluster is split,
/// it can be active twice.
/// </summary>
internal sealed class SimulatedCluster(World world)
{
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    private readonly List<SimulatedSilo> _silos = [];
    private readonly Dictionary<GrainId, SimulatedSilo> _directory = [];
    private int _started;

    /// <summary>Whether calls go to any silo, whoever has the grain.</summary>
    public bool IsSplit { get; set; }

    /// <summary>Those that calls are sent to.</summary>
    public IReadOnlyList<SimulatedSilo> Members => _silos;

    public void Start()
    {
        for (var i = 0; i < world.Scenario.Silos; i++)
        {
            Join();
        }

        Remind();
    }

    /// <summary>A new process joins.</summary>
    public void Join()
    {
        var silo = new SimulatedSilo(world, string.Create(CultureInfo.InvariantCulture, $"silo-{_started++}"));
        if (world.Scenario.Has(Trouble.Clocks) && !world.IsCalm)
        {
            silo.Skew = TimeSpan.FromMilliseconds(world.Chance.Next(-2000, 2000));
        }

        _silos.Add(silo);
        world.Trace.Say($"{silo.Name} joins");
    }

    /// <summary>The others give it up: it may be dead, or not know it.</summary>
    public void Evict(SimulatedSilo silo)
    {
        if (_silos.Remove(silo))
        {
            foreach (var lost in _directory.Where(entry => entry.Value == silo).Select(entry => entry.Key).ToList())
            {
                _directory.Remove(lost);
            }
        }
    }

    /// <summary>Everything works from now on.</summary>
    public void Heal()
    {
        IsSplit = false;
        foreach (var silo in _silos)
        {
            silo.Skew = TimeSpan.Zero;
            if (silo.IsFrozen)
            {
                silo.Thaw();
            }
        }

        while (_silos.Count < 2)
        {
            Join();
        }

    }

    /// <summary>Calls a grain. Fails as calls in a cluster fail: late, and without a word on whether the call was carried out.</summary>
    /// <param name="id">The grain.</param>
    /// <param name="call">The call.</param>
    /// <param name="interleaves">Whether it waits for no other, also where calls take turns.</param>
    public Task<TResult> CallAsync<TGrain, TResult>(GrainId id, Func<TGrain, Task<TResult>> call, bool interleaves = false)
        where TGrain : Grain
    {
        var answer = new TaskCompletionSource<TResult>();
        var limit = world.Agenda.Add(ResponseTimeout, () => answer.TrySetException(new TimeoutException("The grain did not answer in time.")));
        var chance = world.ChanceOf(id.Key.ToString()!);
        world.Agenda.Add(chance.Latency(), () => Deliver(id, silo => Invoke(silo)));
        return answer.Task;

        void Invoke(SimulatedSilo silo) => silo.Find(id, () => Deliver(id, Invoke))?.Invoke(async grain =>
        {
            try
            {
                var result = await call((TGrain)grain);
                Reply(silo, () => answer.TrySetResult(result));
            }
            catch (Exception exception)
            {
                Reply(silo, () => answer.TrySetException(exception));
            }
        }, interleaves);

        void Reply(SimulatedSilo silo, Action reply)
        {
            if (!silo.IsDead)
            {
                world.Agenda.Add(chance.Latency(), () =>
                {
                    limit.Cancel();
                    reply();
                });
            }
        }
    }

    /// <summary>The reminders: whichever sweeper runs nowhere is run again.</summary>
    private void Remind()
    {
        for (var shard = 0; shard < Shards.Count && (world.Scenario.HasSweeps || world.IsCalm); shard++)
        {
            Deliver(SimulatedGrains.Id(SimulatedGrains.Sweeper, shard), _ => { });
        }

        world.Agenda.Add(ReminderPeriod, Remind);
    }

    private void Deliver(GrainId id, Action<SimulatedSilo> act)
    {
        if (_silos.Count == 0)
        {
            return;
        }

        SimulatedSilo silo;
        var chance = world.ChanceOf(id.Key.ToString()!);
        if (IsSplit)
        {
            silo = _silos[chance.Next(_silos.Count)];
        }
        else if (!_directory.TryGetValue(id, out silo!))
        {
            silo = _directory[id] = _silos[chance.Next(_silos.Count)];
        }

        silo.Run(() =>
        {
            silo.Find(id, () => { });
            act(silo);
        });
    }
}
