using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Payouts;

/// <summary>The page of a decision.</summary>
/// <param name="Decision">Which.</param>
/// <param name="Payout">What it is about, as it is now.</param>
/// <param name="Seen">What was shown when it was decided, where that is no longer so.</param>
/// <param name="Problem">Why the API refused.</param>
/// <param name="Note">What was typed.</param>
public sealed record DecideModel(Decision Decision, Payout Payout, string? Seen = null, Problem? Problem = null, string? Note = null)
{
    /// <summary>Whether the API refused.</summary>
    public bool Refused { get; init; }

    /// <summary>Where the decision is made.</summary>
    public string Address => $"{Back}/{Decision.Path}";

    /// <summary>The payout's page.</summary>
    public string Back => $"/console/payouts/{Payout.Id}";

    /// <summary>What is shown of the payout, to be compared with what it becomes.</summary>
    public string Shown => StatusWord.Of(Payout.Status.Value, Payout.Detail?.Value).Word
        + (Payout.NeedsAttention ? ", needs attention" : "") + (Payout.ClaimedBy is { } person ? $", claimed by {person}" : "") + (Payout.Approval is { Outcome: null } approval ? $", {approval.Given} approved" : "") + $", version {Payout.Version}";

    /// <summary>Whether it may be decided.</summary>
    public bool MayDecide => Payout.Actions.Any(action => action.Value == Decision.Action);
}
