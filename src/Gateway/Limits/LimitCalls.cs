using System.Collections.Immutable;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Limits;

/// <summary>Asks limits.</summary>
internal static class LimitCalls
{
    /// <summary>What counts now against a limit.</summary>
    public static Task<LimitUsage> UsageAsync(this GrainCalls grains, string key, CancellationToken cancellationToken) =>
        grains.RunAsync(factory => factory.GetGrain<ILimitGrain>(key).Usage(), cancellationToken);

    /// <summary>What each limit would say to a payout now. Nothing is reserved.</summary>
    public static async Task<ImmutableArray<LimitCheckView>> CheckAsync(
        this GrainCalls grains, IEnumerable<CheckedLimit> limits, decimal amount, CancellationToken cancellationToken)
    {
        var views = await Task.WhenAll(limits.Select(AskAsync));
        return [.. views];

        async Task<LimitCheckView> AskAsync(CheckedLimit limit)
        {
            var cap = new LimitCap(limit.Rule.MaxAmount, limit.Rule.MaxCount);
            var answer = await grains.RunAsync(factory => factory.GetGrain<ILimitGrain>(limit.Key).Check(cap, amount), cancellationToken);
            return new(limit.Rule, limit.Key, await grains.UsageAsync(limit.Key, cancellationToken), answer);
        }
    }
}
