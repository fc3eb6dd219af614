using System.Collections.Immutable;
using Orleans.Storage;
using Payouts.Grains.Controls;
using Payouts.Grains.Payouts;

namespace Payouts.Simulation.Scenarios;

/// <summary>What is chosen before a scenario begins. The seed decides all of it; what was left out was left out to make a failing scenario short.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Payouts">How many payouts the whole scenario has.</param>
internal sealed record Scenario(long Seed, int Payouts)
{
    /// <summary>The numbers of the payouts that are told; all when empty.</summary>
    public ImmutableSortedSet<int> Only { get; init; } = [];

    /// <summary>Troubles that do not happen.</summary>
    public Trouble Without { get; init; }

    /// <summary>How long things go wrong.</summary>
    public TimeSpan Storm { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A scenario that is not at rest by then never will be. A limit may have to wait for its window, and for clocks that were wrong.</summary>
    public TimeSpan Latest { get; init; } = Seed % 11 > 5 ? TimeSpan.FromHours(7) : TimeSpan.FromHours(3);

    /// <summary>
    /// Whether Heleket pays an order id once however often it is asked, as it says. In half of the scenarios it does not: then the service alone must see to it.
    /// </summary>
    public bool HeleketKnowsRepeats => (Seed & 1) == 0;

    public int Silos => 2 + (int)((Seed >> 1) & 1);

    /// <summary>Whether Heleket sends webhooks at all.</summary>
    public bool HasWebhooks => Seed % 5 != 3;

    /// <summary>Whether due payouts are swept during the storm.</summary>
    public bool HasSweeps => Seed % 7 != 5;

    /// <summary>Whether somebody pauses for longer than a queue lasts.</summary>
    public bool HasLongPause => Seed % 10 == 9;

    /// <summary>Whether some payouts are limited in a window.</summary>
    public bool HasLimits => Seed % 11 is 6 or 7 or 10 && Has(Trouble.Limits);

    /// <summary>Whether rules have people approve, hold or refuse some payouts.</summary>
    public bool HasRules => Seed % 11 is 8 or 10 && Has(Trouble.Rules);

    /// <summary>Whether some clients' payouts go to known addresses alone.</summary>
    public bool HasBooks => Seed % 11 is 9 or 10 && Has(Trouble.Books);

    /// <summary>Whether there is a policy; without one nothing of it may be seen.</summary>
    public bool HasPolicy => HasLimits || HasRules || HasBooks;

    public PayoutsOptions Options { get; init; } = new()
    {
        FirstPollAfter = TimeSpan.FromSeconds(10),
        MaxPollInterval = TimeSpan.FromMinutes(2),
        ResubmitGrace = TimeSpan.FromSeconds(60),
        QueueExpiry = TimeSpan.FromHours(1),
        SweepInterval = TimeSpan.FromSeconds(60),
    };

    public ControlsOptions Controls { get; init; } = new();

    /// <summary>Puts something between the grains and the real provider, to see a service found out that does not ask before its first byte.</summary>
    public Func<IPayoutProvider, IPayoutProvider> Provider { get; init; } = provider => provider;

    /// <summary>Puts something between the payouts and the controls, to see a service found out that does not do what the policy says.</summary>
    public Func<ISendControls, ISendControls> Gate { get; init; } = controls => controls;

    /// <summary>Puts something between the limits and their documents, to see a service found out that does not wait for them.</summary>
    public Func<IGrainStorage, IGrainStorage> LimitStorage { get; init; } = storage => storage;

    /// <summary>How long after its bytes left a request can still be carried out, and be seen by a look-up: half of the grace, as PayoutsOptions asks for.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<int> Numbers => Only.IsEmpty ? Enumerable.Range(0, Payouts) : Only;

    public bool Has(Trouble trouble) => (Without & trouble) == 0;

    /// <summary>A source of chance of its own for each purpose, so that leaving one thing out does not change the others.</summary>
    public Random Chance(string purpose)
    {
        var hash = (ulong)Seed * 0x9E3779B97F4A7C15;
        foreach (var letter in purpose)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return new Random((int)(hash ^ (hash >> 32)));
    }

    /// <summary>The same for one payout.</summary>
    public Random Chance(string purpose, int number) => Chance($"{purpose} {number}");
}

/// <summary>What can go wrong; each can be left out.</summary>
[Flags]
internal enum Trouble
{
    None = 0,

    /// <summary>Silos die.</summary>
    Kills = 1,

    /// <summary>Silos stop for a while and go on without knowing.</summary>
    Freezes = 2,

    /// <summary>For a while the cluster does not know where a payout is active.</summary>
    Splits = 4,

    /// <summary>Wall clocks are wrong, and jump.</summary>
    Clocks = 8,

    /// <summary>Writes fail, are acknowledged late or not at all, or carried out after they were given up.</summary>
    Writes = 16,

    /// <summary>Reads of the store fail.</summary>
    Reads = 32,

    /// <summary>Creates at Heleket have all the outcomes of docs/failure-modes.md, "Twelve answers to a create".</summary>
    Creates = 64,

    /// <summary>Look-ups fail, and lag behind.</summary>
    LookUps = 128,

    /// <summary>Webhooks are lost, late, doubled, replayed or forged.</summary>
    Webhooks = 256,

    /// <summary>Heleket contradicts its own last word.</summary>
    Contradictions = 512,

    /// <summary>Heleket holds something else than what was asked for.</summary>
    Echoes = 1024,

    /// <summary>Activations go and come back.</summary>
    Collections = 2048,

    /// <summary>People ask Heleket again, claim and resolve.</summary>
    People = 4096,

    /// <summary>People set and lift pauses.</summary>
    Pauses = 8192,

    /// <summary>The documents' database fails, is slow, and is out of reach.</summary>
    Documents = 16384,

    /// <summary>A request waits for a connection before anything of it leaves.</summary>
    Connections = 32768,

    /// <summary>The policy has limits.</summary>
    Limits = 65536,

    /// <summary>The policy has rules.</summary>
    Rules = 131072,

    /// <summary>The policy has payouts go to known addresses alone.</summary>
    Books = 262144,
}
