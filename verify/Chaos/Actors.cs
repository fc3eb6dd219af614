using System.Collections.Immutable;

namespace Payouts.Chaos;

/// <summary>Everybody who calls the service in a run. Who is new here joins <see cref="Others"/>.</summary>
internal sealed class Actors
{
    public Actors(ChaosOptions options, ControlPlan controls, FaultPlan plan, ImmutableArray<Order> orders, Deployment deployment, Clients clients, History history)
    {
        Load = new Load(clients, history, orders, plan);
        Follower = new EventFollower(clients);
        Pauser = new Pauser(clients, history, Pauser.Plan(options, plan.Load));
        Impatient = new Impatient(clients, Load, deployment.Stored);
        Others = [Pauser, new Approver(clients, Load.NewlyAccepted, options, controls), Impatient];
    }

    /// <summary>Clients who ask for payouts, cancel some and read all.</summary>
    public Load Load { get; }

    public EventFollower Follower { get; }

    public Pauser Pauser { get; }

    public Impatient Impatient { get; }

    public ImmutableArray<IActor> Others { get; }
}
