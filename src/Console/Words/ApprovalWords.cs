using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What waits for people, in words.</summary>
public static class ApprovalWords
{
    /// <summary>The title of the inbox.</summary>
    public static string Title(int count) => count == 0 ? "Nothing waits for approval" : $"{Plural.Of(count, "payout waits", "payouts wait")} for approval";

    /// <summary>How far an approval is.</summary>
    public static string Progress(PayoutApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var left = approval.Needed.Sum(group => group.Count) - approval.Given;
        return left == 1 ? "One approval is missing: yours sends it now." : $"{approval.Given} of {approval.Needed.Sum(group => group.Count)} approvals are given.";
    }

    /// <summary>What is asked for.</summary>
    public static string Needed(PayoutApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return string.Join(", ", approval.Needed.Select(group => group.Role is { } role ? $"{group.Count} × {role}" : Plural.Of(group.Count, "person", "persons")));
    }
}
