using System.Globalization;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>What the tests of limits do with a world.</summary>
internal static class LimitsSteps
{
    public const string Name = "day";

    public static string Key => LimitKey.Of(Name, TimeSpan.FromDays(1));

    /// <summary>A clock that stands still unless it is moved, so that no machine is too slow for a limit of time.</summary>
    public static WorldOptions Timed(short silos = 1) =>
        WorldOptions.ByClock(TimeSpan.FromMinutes(3)) with { Silos = silos, ResponseTimeout = TimeSpan.FromMinutes(2) };

    public static LimitRule Limit(string name = Name, decimal? amount = null, int? count = null, LimitExcess onExcess = LimitExcess.Refuse) => new()
    {
        Name = name,
        When = new() { Asset = [Some.Request.Asset] },
        Window = TimeSpan.FromDays(1),
        MaxAmount = amount,
        MaxCount = count,
        OnExcess = onExcess,
    };

    public static (RefusalKind?, string?, TimeSpan?) Of(PayoutRefusal? refusal) => (refusal?.Kind, refusal?.Name, refusal?.Window);

    public static async Task<(long Count, decimal Amount)> UsedAsync(World world)
    {
        var usage = await world.Grains.GetGrain<ILimitGrain>(Key).Usage();
        return (usage.Count, decimal.Parse($"{usage.Amount}", CultureInfo.InvariantCulture));
    }

    /// <summary>So many have been sent, and nothing else is about to be.</summary>
    public static async Task SentAsync(World world, int count)
    {
        await Eventually.IsTrueAsync(
            () => Task.FromResult(world.Simulator.Ledger.Count >= count && world.Simulator.Ledger.All(entry => entry.IsFinal)),
            () => $"{world.Simulator.Ledger.Count} of {count} are at Heleket");
        Assert.Equal(count, world.Simulator.Ledger.Count);
    }

    public static Task WakeAsync(World world, IEnumerable<string> ids) => Task.WhenAll(ids.Select(id => world.Grains.GetGrain<IPayoutSignals>(id).Wake()));

    public static Task SettledAsync(World world, string id) => Eventually.IsTrueAsync(
        () => Task.FromResult(world.Store.Written(id)[^1] is { Payout.IsFinal: true, Holds: null }), () => "nothing was given back");

    public static async Task ApproveAsync(World world, string id)
    {
        var decided = await world.Grains.GetGrain<IPayoutGrain>(id).Decide(new(default, ApprovalWord.Approved, new("cem@example.com", "key", [], MayApprove: true, MayOperate: false)));
        Assert.Equal(DecideVerdict.Done, decided.Verdict);
        await WakeAsync(world, [id]);
    }

    public static async Task<bool> AnsweredAsync(Task call)
    {
        await call;
        return true;
    }

    /// <summary>Repeats a call as a gateway does, until the activation whose write lost has ended.</summary>
    public static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        var answer = default(T);
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return answer!;
    }
}
