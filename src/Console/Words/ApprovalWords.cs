using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What waits for people, in words.</summary>
public static class ApprovalWords
{
    private const string Approve = "approve";

    /// <summary>The title of the inbox.</summary>
    /// <param name="count">How many wait.</param>
    /// <param name="yours">How many of them the person may approve.</param>
    public static string Title(int count, int yours) =>
        count == 0 ? "Nothing waits for approval"
        : yours == count ? $"{Plural.Of(count, "payout waits", "payouts wait")} for you"
        : $"{Plural.Of(count, "payout waits", "payouts wait")} for approval, {(yours == 0 ? "none" : $"{yours}")} for yours";

    /// <summary>What a rule asks for.</summary>
    /// <param name="payout">One that has a plan.</param>
    public static string Asks(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.Reason == PayoutReason.Held ? "holds it until somebody who operates the service lets it go" : $"asks for the approval of {Needed(payout.Approval!)}";
    }

    /// <summary>Who has to approve it: "2 persons", "1 checker and 1 person".</summary>
    public static string Needed(PayoutApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return string.Join(" and ", approval.Needed.Select(group => group.Role is { } role ? $"{group.Count} of the role {role}" : Plural.Of(group.Count, "person", "persons")));
    }

    /// <summary>How far it is, and what the person's approval would do; empty once it is decided.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="now">The time: what is scheduled goes at its own.</param>
    public static string Progress(Payout payout, string? person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(payout);
        if (payout.Approval is not { Outcome: null } approval)
        {
            return "";
        }

        var needed = approval.Needed.Sum(group => group.Count);
        var effect = payout.ScheduledFor > now ? "sends this at its time" : "sends this now";
        return approval.Given + 1 < needed ? $"{approval.Given} of {needed} approvals are given."
            : May(Approve, payout, person) ? $"One approval is missing: your approval {effect}."
            : $"One approval is missing, which {effect}.";
    }

    /// <summary>Whether the person may take the decision: the service allows it to the role, and nothing hinders this person.</summary>
    /// <param name="action">The API's word.</param>
    /// <param name="payout">The payout.</param>
    /// <param name="person">Who looks.</param>
    public static bool May(string action, Payout payout, string? person)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.Actions.Any(allowed => allowed.Value == action) && WhyOff(action, payout, person) is null;
    }

    /// <summary>Why a decision on what waits is not this person's, whatever the role; <see langword="null"/>: nothing hinders it.</summary>
    /// <param name="action">The API's word.</param>
    /// <param name="payout">The payout.</param>
    /// <param name="person">Who looks.</param>
    public static string? WhyOff(string action, Payout payout, string? person)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return action is not (Approve or "reject") || payout.Approval is not { Outcome: null } approval ? null
            : approval.Makers.Any(maker => IsSame(maker, person)) ? "You made it, or could have: another person decides."
            : action == Approve && approval.Decisions.Any(given => given.Decision == ApprovalWord.Approved && IsSame(given.By, person)) ? "You have approved it: another person has to approve it too."
            : null;
    }

    /// <summary>What became of one of many, for each that it became of.</summary>
    /// <param name="result">The API's word, or the code of a problem.</param>
    public static string Result(string result) => result switch
    {
        "approved" => "Approved; it goes on by itself.",
        "waiting" => "Your approval counts, and it needs another person's too.",
        "rejected" => "Rejected, and never sent.",
        _ => $"Nothing was decided: {ProblemWords.Next(result)}",
    };

    private static bool IsSame(string? name, string? person) => name is not null && string.Equals(name.Trim(), person?.Trim(), StringComparison.OrdinalIgnoreCase);
}
