using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Provider;
using Payouts.Simulation.Scenarios;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Running;

/// <summary>
/// One scenario, told on one thread: whatever can run is run in an order that the seed chooses, and when nothing can, time passes. Nothing in it
/// depends on the real clock, on threads or on other chance, so that a seed is the same scenario every time.
/// </summary>
internal sealed class World
{
    private const int MostTurns = 100_000;

    private readonly List<Actor> _ready = [];
    private readonly List<Actor> _aside = [];
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<(long Step, Action Act)> _atStep = [];
    private readonly Dictionary<string, Random> _chances = new(StringComparer.Ordinal);
    private readonly Random _order;
    private readonly Random _orderAside;
    private Exception? _failure;
    private (TimeSpan At, int Turns) _instant;

    public World(Scenario scenario, bool isTraced)
    {
        Scenario = scenario;
        Trace = new Trace(Agenda, isTraced);
        _order = scenario.Chance("order of steps");
        _orderAside = scenario.Chance("order of steps aside");
        Chance = scenario.Chance("world");
        Database = new Database(this);
        Documents = new DocumentDatabase(this);
        Heleket = new SimulatedHeleket(this);
        Cluster = new SimulatedCluster(this);
        Outside = new Host(this, "clients");
    }

    public Scenario Scenario { get; }

    public Agenda Agenda { get; } = new();

    public Trace Trace { get; }

    /// <summary>A source of chance of its own for each payout, client or shard, so that a scenario without one of them is otherwise much the same.</summary>
    public Random ChanceOf(string key)
    {
        if (!_chances.TryGetValue(key, out var chance))
        {
            _chances[key] = chance = Scenario.Chance(key);
        }

        return chance;
    }

    /// <summary>Chance that belongs to none of them.</summary>
    public Random Chance { get; }

    public Database Database { get; }

    public DocumentDatabase Documents { get; }

    public SimulatedHeleket Heleket { get; }

    public SimulatedCluster Cluster { get; }

    /// <summary>Where clients live: never killed.</summary>
    public Host Outside { get; }

    public Tally Tally { get; } = new();

    /// <summary>Whether faults are over: from here on everything works, and every payout must come to its end.</summary>
    public bool IsCalm { get; private set; }

    /// <summary>Whether no payout will be sent any more.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>How wrong wall clocks ever were.</summary>
    public Clocks Clocks { get; } = new();

    public long Steps { get; private set; }

    /// <summary>Tells the scenario.</summary>
    /// <exception cref="RuleBroken">A rule did not hold.</exception>
    public void Run()
    {
        PolicyStory.Plan(this);
        Cluster.Start();
        FaultMix.Plan(this);
        DocumentFaults.Plan(this);
        var clients = new Clients(this);
        clients.Begin();
        var operators = new Operators(this);
        operators.Begin(clients.Orders);
        var pausers = new Pausers(this);
        var approvers = new Approvers(this);
        approvers.Begin(clients.Orders);
        var bookkeepers = new Bookkeepers(this);
        bookkeepers.Begin();
        Agenda.Add(Scenario.Storm, Calm);
        pausers.Begin();
        approvers.MakeRounds();
        Advance(() => IsCalm && clients.AreDone && operators.AreDone && pausers.AreDone && approvers.AreDone && bookkeepers.AreDone && Database.IsAtRest);
        IsAtRest = true;
        FinalAudit.Check(this, clients);
    }

    /// <summary>Runs until something holds.</summary>
    public void Advance(Func<bool> until)
    {
        while (!until())
        {
            if (_failure is not null)
            {
                throw new RuleBroken(_failure is RuleBroken { Rule: var rule } ? rule : "unexpected", _failure.ToString());
            }

            _instant = _instant.At == Agenda.Elapsed ? (_instant.At, _instant.Turns + 1) : (Agenda.Elapsed, 0);
            Rule.Holds(_instant.Turns < MostTurns, "endless", "something goes on and on while no time passes");
            if (_ready.Count == 0 && _aside.Count == 0)
            {
                Rule.Holds(Agenda.RunNext(), "stuck", "nothing is left that could happen");
                Rule.Holds(Agenda.Elapsed < Scenario.Latest, "stuck", () => $"not at rest after {Agenda.Elapsed}: {Database.Unfinished()}");
                continue;
            }

            if (_aside.Count > 0 && (_ready.Count == 0 || _orderAside.Next(2) == 0))
            {
                RunOne(_aside, _orderAside);
            }
            else if (RunOne(_ready, _order))
            {
                Steps++;
                ActAtStep();
            }
        }
    }

    /// <summary>Starts something that must not fail.</summary>
    public void Watch(Func<Task> act, Host host, bool isAside = false) => _ = new Actor(host) { IsAside = isAside }.Start(async () =>
    {
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            _failure ??= exception;
        }
    });

    /// <summary>Something that happens between two steps, a number of steps from now.</summary>
    public void AfterSteps(int steps, Action act) => _atStep.Add((Steps + steps, act));

    public void Ready(Actor actor)
    {
        if (!actor.IsReady && !actor.Host.IsFrozen)
        {
            actor.IsReady = true;
            (actor.IsAside ? _aside : _ready).Add(actor);
        }
    }

    public void Thawed(Host host) => host.Actors.Where(actor => actor.HasWork).ToList().ForEach(Ready);

    /// <summary>A continuation on another thread would make the scenario another one each time.</summary>
    public void RequireOwnThread()
    {
        if (Thread.CurrentThread != _thread)
        {
            throw new InvalidOperationException("Something ran on a thread that is not the world's.");
        }
    }

    /// <returns>Whether the process of the chosen one runs.</returns>
    private static bool RunOne(List<Actor> ready, Random order)
    {
        var chosen = order.Next(ready.Count);
        var actor = ready[chosen];
        ready[chosen] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        actor.IsReady = false;
        if (actor.Host.IsDead)
        {
            actor.Clear();
            return false;
        }

        if (actor.Host.IsFrozen)
        {
            return false;
        }

        actor.RunOne();
        if (actor.HasWork)
        {
            actor.Host.World.Ready(actor);
        }

        return true;
    }

    private void ActAtStep()
    {
        for (var i = _atStep.Count - 1; i >= 0; i--)
        {
            if (_atStep[i].Step <= Steps)
            {
                var act = _atStep[i].Act;
                _atStep.RemoveAt(i);
                act();
            }
        }
    }

    private void Calm()
    {
        IsCalm = true;
        Cluster.Heal();
        ParkedRules.Watch(this);
        Trace.Say("the storm is over");
    }
}
