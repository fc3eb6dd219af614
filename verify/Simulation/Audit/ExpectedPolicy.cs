using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Simulation.Audit;

/// <summary>What a policy asks for, read a second time and plainly: of the conditions only those that scenarios have.</summary>
internal static class ExpectedPolicy
{
    /// <summary>The rule that decides; <see langword="null"/>: none, and it is allowed.</summary>
    public static PolicyRule? RuleFor(this Policy policy, PayoutRequest request) =>
        policy.Rules.FirstOrDefault(rule => Covers(rule.When, request) && (rule.Unless is null || !Covers(rule.Unless, request)));

    /// <summary>What a payout may not exceed, each with what is counted together.</summary>
    public static IEnumerable<(string Key, LimitRule Rule)> LimitsFor(this Policy policy, PayoutRequest request) => policy.Limits
        .Where(limit => Covers(limit.When, request))
        .Select(limit => (string.Join('/', [
            limit.Name,
            limit.Window.ToString(),
            .. limit.Per.Select(member => member switch
            {
                LimitPer.Client => $"client={request.ClientId}",
                LimitPer.Asset => $"asset={request.Asset}",
                _ => throw new NotSupportedException($"No scenario counts by {member}."),
            }).Order(StringComparer.Ordinal).Reverse(),
        ]), limit));

    /// <summary>Whether a client's payouts go to known addresses alone.</summary>
    public static bool NeedsAddress(this Policy policy, string clientId) => policy.AddressBook.ModeOf(clientId) == AddressMode.Require;

    private static bool Covers(RuleCondition? condition, PayoutRequest request) =>
        condition is null
        || ((condition.Client.IsEmpty || condition.Client.Contains(request.ClientId))
            && (condition.Asset.IsEmpty || condition.Asset.Contains(request.Asset))
            && (condition.Amount is not { } amount || (!(request.Amount < amount.From) && !(request.Amount >= amount.Below))));
}
