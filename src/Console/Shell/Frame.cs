using System.Collections.Immutable;
using Payouts.Client;

namespace Payouts.Console.Shell;

/// <summary>What every page shows round its content.</summary>
public sealed record Frame
{
    /// <summary>The path and query of the page, on this host.</summary>
    public required string Here { get; init; }

    /// <summary>Production, Development or another one.</summary>
    public required string Environment { get; init; }

    /// <summary>Who is signed in; <see langword="null"/>: nobody.</summary>
    public string? Person { get; init; }

    /// <summary>The person's role; <see langword="null"/> when it is not known.</summary>
    public string? Role { get; init; }

    /// <summary>What the person may do, as <c>payouts:read</c>.</summary>
    public ImmutableHashSet<string> Scopes { get; init; } = [];

    /// <summary>When the session ends at the latest unless something is done; <see langword="null"/> when it is not known.</summary>
    public DateTimeOffset? SessionEnds { get; init; }

    /// <summary>Whether that end comes whatever is done: the session is as old as one may be.</summary>
    public bool IsLastEnd { get; init; }

    /// <summary>How many payouts need a person: "3", "25+"; <see langword="null"/> when it is not known.</summary>
    public string? Attention { get; init; }

    /// <summary>How many payouts the person may approve: "3", "25+"; <see langword="null"/> when it is not known or not the person's to do.</summary>
    public string? Approvals { get; init; }

    /// <summary>What is paused; <see langword="null"/> when it is not known.</summary>
    public PauseList? Pauses { get; init; }

    /// <summary><c>light</c> or <c>dark</c>; <see langword="null"/>: as the reader's system is.</summary>
    public string? Theme { get; init; }

    /// <summary>Whether letters are shortcuts.</summary>
    public bool Keys { get; init; } = true;

    /// <summary>What was just done, as a sentence.</summary>
    public string? Done { get; init; }

    /// <summary>Whether the person has the scope. The API decides; this only keeps the page from offering what it would refuse.</summary>
    /// <param name="scope">As <c>payouts:read</c>.</param>
    public bool May(string scope) => Scopes.Contains(scope);
}
