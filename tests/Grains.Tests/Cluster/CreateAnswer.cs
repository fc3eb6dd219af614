using Heleket.Simulator.Faults;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>One of the twelve answers (docs/failure-modes.md, "Twelve answers to a create"), or a kind of it.</summary>
/// <param name="Name">Its number there, and a word where there are several kinds.</param>
/// <param name="Fault">How Heleket does it; <see langword="null"/>: it is done on the way there, or is no fault.</param>
internal sealed record CreateAnswer(string Name, FaultKind? Fault)
{
    /// <summary>The line refuses the connection.</summary>
    public bool IsRefusedConnection { get; private init; }

    /// <summary>Heleket has the payout already.</summary>
    public bool IsDuplicate { get; private init; }

    /// <summary>In which member the echo is another.</summary>
    public string? WrongField { get; private init; }

    /// <summary>Whether nothing comes before the time limit.</summary>
    public bool Stalls => Fault is FaultKind.Hang or FaultKind.CommitThenSlow;

    /// <summary>Creates that Heleket sees.</summary>
    public int Calls => IsRefusedConnection ? 0 : 1;

    private Func<Fault, Fault> With { get; init; } = fault => fault;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, CreateAnswer> All { get; } = new CreateAnswer[]
    {
        new("1", null) { IsRefusedConnection = true },
        new("2", FaultKind.ResetBefore),
        new("3", FaultKind.Hang),
        new("4", FaultKind.CommitThenDrop),
        new("5", FaultKind.CommitThen500),
        new("6", FaultKind.CommitThenTruncate),
        new("7now", FaultKind.Refuse) { With = fault => fault with { Message = "Not enough funds" } },
        new("7good", FaultKind.Refuse) { With = fault => fault with { Message = "The service was not found", HttpStatus = 200 } },
        new("8lost", FaultKind.Html502),
        new("8kept", FaultKind.Html502) { With = fault => fault with { Stored = true } },
        new("9", FaultKind.CommitThenSlow),
        new("10", null) { IsDuplicate = true },
        new("11address", FaultKind.WrongEcho) { WrongField = "address" },
        new("11amount", FaultKind.WrongEcho) { WrongField = "amount" },
        new("11currency", FaultKind.WrongEcho) { WrongField = "currency" },
        new("11network", FaultKind.WrongEcho) { WrongField = "network" },
        new("12", FaultKind.TooManyRequests),
    }.ToDictionary(answer => answer.Name);

    /// <summary>The fault for the next create of this payout.</summary>
    public Fault? For(string id) => Fault is { } kind
        ? With(new Fault(kind) { Operation = SimulatorOperation.Create, OrderId = id, Times = 1, Field = WrongField ?? "address" })
        : null;
}
