using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of every payout that somebody is shown.</summary>
internal static class ShownRules
{
    /// <summary>It was stored, just like that, and its standing is that of the state it was stored with.</summary>
    public static void Check(Payout shown, World world)
    {
        var state = world.Database.Find(shown.Id)?.History.FirstOrDefault(state => state.Payout.Version == shown.Version && state.Payout == shown with { Standing = null });
        Rule.Holds(state is not null, "durable", () => $"version {shown.Version} was shown and is not stored");
        var standing = Standing.Of(state!);
        Rule.Holds(
            shown.Standing is { } given && given.Actions.SequenceEqual(standing.Actions) && given with { Actions = standing.Actions } == standing,
            "standing",
            () => $"{shown.Standing} was shown for {standing}");
    }
}
