using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Audit;

/// <summary>
/// What must be true of limits: by the times at which payouts were first sent, as Heleket sees them, no window has more than the cap; and in the end each
/// limit counts exactly what the rows hold. A window is as right as wall clocks are: what two of them ever differed is taken off it.
/// </summary>
internal sealed class CapRules(World world)
{
    /// <summary>How old the policy may be by which a payout is sent: a lease, then a reservation until the row is stored, then the intent.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(5 + 30 + 5 + 30);

    private readonly Dictionary<string, Dictionary<string, TimeSpan>> _sent = new(StringComparer.Ordinal);

    /// <summary>Of every create that leaves of what cannot be at Heleket.</summary>
    public void NoteSent(Row row)
    {
        var request = row.State.Payout.Request;
        foreach (var sent in _sent.Values)
        {
            sent.Remove(row.Id);
        }

        var policies = world.Documents.PoliciesFrom(world.Agenda.Elapsed - Reach).Select(policy => policy.LimitsFor(request).ToDictionary(limit => limit.Key, limit => limit.Rule)).ToList();
        foreach (var (key, rule) in policies[^1])
        {
            if (policies.All(policy => policy.ContainsKey(key)))
            {
                var sent = _sent.TryGetValue(key, out var known) ? known : _sent[key] = new(StringComparer.Ordinal);
                sent.Add(row.Id, world.Agenda.Elapsed);
                Check(key, sent, rule.Window - world.Clocks.Spread, [.. policies.Select(policy => policy[key])]);
            }
        }
    }

    /// <summary>Of every write of a limit.</summary>
    public static void CheckDocument(string key, LimitState limit) => Rule.Holds(
        limit.Buckets.All(bucket => bucket.Count > 0 && bucket.Sum.Units > 0), "usage", () => $"{key} counts {string.Join(", ", limit.Buckets)}");

    /// <summary>When nothing is left to be sent and the limits have looked after what nobody told them.</summary>
    public static void CheckAtRest(World world)
    {
        var limits = world.Documents.All<LimitState>().Select(limit => limit.Key).ToList();
        if (limits.Count == 0)
        {
            return;
        }

        var latest = world.Documents.All<LimitState>().Max(limit => limit.State.LastAt) - Agenda.Begin;
        var until = (latest > world.Agenda.Elapsed ? latest : world.Agenda.Elapsed) + (2 * LimitSweep.After) + TimeSpan.FromMinutes(5);
        world.Watch(() => KeepAsync(limits, world), world.Outside);
        world.Advance(() => world.Agenda.Elapsed > until || world.Documents.All<LimitState>().All(limit => limit.State.Tentative.IsEmpty && limit.State.Released.IsEmpty));
        foreach (var (key, limit) in world.Documents.All<LimitState>())
        {
            Rule.Holds(limit.Tentative.IsEmpty && limit.Released.IsEmpty, "usage", () => $"{key} remembers {limit.Tentative.Count} tentative holds and {limit.Released.Count} given back");
            CheckUsage(key, limit, world);
        }
    }

    private static void CheckUsage(string key, LimitState limit, World world)
    {
        // What left the window is no longer looked at, and stays in the document until its next write.
        var (window, at) = (LimitWindow.Of(key, world.Scenario.Options), LimitRules.Later(limit, world.Agenda.Now));
        var held = world.Database.Rows.SelectMany(row => row.State.Holds ?? []).Where(hold => hold.Limit == key && !window.IsGone(hold.Bucket, at))
            .GroupBy(hold => hold.Bucket)
            .Select(bucket => new LimitBucket(bucket.Key, bucket.Count(), bucket.Aggregate(default(Sum), (sum, hold) => sum + hold.Amount)))
            .OrderBy(bucket => bucket.Start).ToList();
        var counted = limit.Buckets.Where(bucket => !window.IsGone(bucket.Start, at)).ToList();
        world.Tally.Count("limits that count what is held");
        Rule.Holds(held.SequenceEqual(counted), "usage", () => $"{key} counts {string.Join(", ", counted)}, and held is {string.Join(", ", held)}");
    }

    /// <summary>Somebody looks at the page of limits now and then: whichever is not active looks after its document again.</summary>
    private static async Task KeepAsync(List<string> limits, World world)
    {
        while (true)
        {
            foreach (var limit in limits)
            {
                try
                {
                    await world.Cluster.CallAsync(SimulatedGrains.Id(SimulatedGrains.Limit, limit), (LimitGrain grain) => grain.Usage());
                }
                catch (Exception exception) when (exception is TimeoutException or OrleansException)
                {
                    world.Tally.Count("limits that did not answer");
                }
            }

            await world.Outside.Delay(TimeSpan.FromMinutes(2));
        }
    }

    private void Check(string key, Dictionary<string, TimeSpan> sent, TimeSpan window, List<LimitRule> rules)
    {
        var counted = sent.Where(payout => world.Agenda.Elapsed - payout.Value < window).Select(payout => world.Database.Find(payout.Key)!.State)
            .Where(state => !IsGivenBack(state) && !IsOver(state, rules[^1])).ToList();
        world.Tally.Count("creates sent under a limit");
        var (most, greatest) = (rules.Max(rule => rule.MaxCount ?? int.MaxValue), rules.Max(rule => rule.MaxAmount ?? decimal.MaxValue));
        Rule.Holds(
            counted.Count <= most && counted.Sum(state => state.Payout.Request.Amount) <= greatest,
            "cap",
            () => $"{key}: {counted.Count} payouts of {counted.Sum(state => state.Payout.Request.Amount)} within {window}, for at most {most} of {greatest}");
    }

    /// <summary>It is not at Heleket, or came back.</summary>
    private static bool IsGivenBack(PayoutState state) =>
        state.Payout.Status is PayoutStatus.Failed or PayoutStatus.Cancelled
        || (state.UnknownSince is null && state.Payout.Detail is PayoutDetail.Queued or PayoutDetail.Scheduled or PayoutDetail.AwaitingApproval);

    /// <summary>People have approved that it goes over the cap.</summary>
    private static bool IsOver(PayoutState state, LimitRule rule) => state.Payout.Approval is { Outcome: ApprovalOutcome.Approved, OverLimits: { } over } && over.Contains(rule.Name);
}
