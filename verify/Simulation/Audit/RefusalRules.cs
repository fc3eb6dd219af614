using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true when a client is told that its payout is not made.</summary>
internal static class RefusalRules
{
    /// <summary>Something that was in force since it was asked for forbids it.</summary>
    public static void Check(Order order, PayoutRefusal refusal, World world)
    {
        world.Tally.Count($"refused: {refusal.Kind}");
        var isSo = world.Documents.PoliciesFrom(order.AskedAt - DecisionRules.Reach).Any(policy => refusal.Kind switch
        {
            RefusalKind.Policy => policy.RuleFor(order.Request) is { Then: PolicyAction.Refuse } rule && rule.Name == refusal.Name,
            RefusalKind.Limit => policy.LimitsFor(order.Request).Any(limit => limit.Rule.Name == refusal.Name),
            _ => policy.NeedsAddress(order.Request.ClientId),
        });
        Rule.Holds(isSo, "refusal", () => $"{order.Id} was refused by {refusal}, and no policy says so");
    }
}
