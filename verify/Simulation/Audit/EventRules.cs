using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Audit;

/// <summary>
/// Each visible change has exactly one row, in the order of versions: what was stored is compared with what is written,
/// without asking the code that names the events (docs/http-api.md, "Events").
/// </summary>
internal static class EventRules
{
    public static void Check(Row row, PayoutWrite write, World world)
    {
        var (was, now) = (row.IsStored ? row.State.Payout : null, write.State.Payout);
        var expected = new List<string>();
        if (was is null)
        {
            expected.Add("payout.created");
        }
        else if (was.Status != now.Status)
        {
            expected.Add($"payout.{now.Status.ToString().ToLowerInvariant()}");
        }
        else if ((was.Detail, was.Reason, was.Txid) != (now.Detail, now.Reason, now.Txid) || was.Approval?.Decisions.Length != now.Approval?.Decisions.Length)
        {
            expected.Add("payout.updated");
        }

        if (now.NeedsAttention != (was?.NeedsAttention ?? false))
        {
            expected.Add(now.NeedsAttention ? "payout.attention_needed" : "payout.attention_cleared");
        }

        world.Tally.Count(expected.Count == 0 ? "writes without an event" : "writes with an event");
        Rule.Holds(write.Events.Select(happened => happened.Type).SequenceEqual(expected), "events", () => $"{string.Join(", ", write.Events.Select(happened => happened.Type))} for {string.Join(", ", expected)}");
        foreach (var happened in write.Events)
        {
            Rule.Holds(
                (happened.PayoutId, happened.Version, happened.Status, happened.Detail, happened.Reason, happened.NeedsAttention) == (now.Id, now.Version, now.Status, now.Detail, now.Reason, now.NeedsAttention),
                "events",
                () => $"{happened} is not what version {now.Version} shows");
        }
    }

    /// <summary>Each payout's events, in the order in which they became durable, are in the order of its versions.</summary>
    public static void CheckOrder(World world)
    {
        foreach (var payout in world.Database.Events.GroupBy(happened => happened.PayoutId))
        {
            var versions = payout.Select(happened => happened.Version).ToList();
            Rule.Holds(versions.SequenceEqual(versions.Order()), "events", () => $"{payout.Key}: events of versions {string.Join(", ", versions)}");
            Rule.Holds(payout.Distinct().Count() == versions.Count, "events", () => $"{payout.Key}: an event twice");
        }
    }
}
