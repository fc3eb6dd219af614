using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Who has to approve a payout, and who has.</summary>
public sealed record PayoutApproval
{
    /// <summary>The rule or limit that asks for it.</summary>
    public required string Rule { get; init; }

    /// <summary>The version of the policy that has it.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>All groups must be full.</summary>
    public required IReadOnlyList<NeededApproval> Needed { get; init; }

    /// <summary>How many approvals were given.</summary>
    public required long Given { get; init; }

    /// <summary>When the payout is cancelled unless it was approved; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who may not decide; empty for keys that are bound to a client.</summary>
    public required IReadOnlyList<string> Makers { get; init; }

    /// <summary>What people have decided, oldest first.</summary>
    public required IReadOnlyList<ApprovalDecision> Decisions { get; init; }

    /// <summary>How it ended; <see langword="null"/> while it waits.</summary>
    public ApprovalOutcome? Outcome { get; init; }
}

/// <summary>One person's decision.</summary>
public sealed record ApprovalDecision
{
    /// <summary>The person; <see langword="null"/> for keys that are bound to a client.</summary>
    public string? By { get; init; }

    /// <summary>How the person was known: <c>oidc</c> or <c>key</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The group that it fills; <see langword="null"/>: that of anybody.</summary>
    public string? Role { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of the payout that the person saw.</summary>
    public required long Version { get; init; }

    /// <summary>What was decided.</summary>
    public required ApprovalWord Decision { get; init; }

    /// <summary>Why, or a note.</summary>
    public string? Reason { get; init; }
}

/// <summary>The rule that decided on a payout when it was made.</summary>
public sealed record PayoutPolicy
{
    /// <summary>The policy's version.</summary>
    public required long Version { get; init; }

    /// <summary>The rule; <see langword="null"/>: none matched.</summary>
    public string? Rule { get; init; }
}

/// <summary>Payouts to decide on.</summary>
public sealed record PayoutSelection
{
    /// <summary>1 to 500, each once.</summary>
    public required IReadOnlyList<SeenPayout> Payouts { get; init; }

    /// <summary>What they are in all, as the person saw it.</summary>
    public required SelectionTotals Expect { get; init; }

    /// <summary>Why, 1 to 500 characters; a rejection needs one.</summary>
    public string? Reason { get; init; }
}

/// <summary>A payout at the version that a person saw.</summary>
/// <param name="Id">The payout.</param>
/// <param name="Version">The version.</param>
public sealed record SeenPayout(string Id, long Version);

/// <summary>How many payouts, and how much of each asset.</summary>
/// <param name="Count">How many.</param>
/// <param name="Totals">By asset.</param>
public sealed record SelectionTotals(int Count, IReadOnlyList<SelectionTotal> Totals);

/// <summary>The sum of one asset.</summary>
/// <param name="Asset">The coin's code.</param>
/// <param name="Amount">In units of the asset.</param>
public sealed record SelectionTotal(string Asset, [property: JsonConverter(typeof(AmountConverter))] decimal Amount);

/// <summary>What became of each of many.</summary>
public sealed record DecidedPayouts
{
    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<DecidedPayout> Results { get; init; }
}

/// <summary>What became of one of many.</summary>
public sealed record DecidedPayout
{
    /// <summary>The payout.</summary>
    public required string Id { get; init; }

    /// <summary><c>approved</c>, <c>waiting</c> or <c>rejected</c>; or the code of the problem.</summary>
    public required string Result { get; init; }

    /// <summary>The payout's version by then; <see langword="null"/> if it is not visible.</summary>
    public long? Version { get; init; }
}
