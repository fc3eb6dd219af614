using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Gateway.Tests.Answers;

/// <content>The limit whose count is the grain's key. The gateway asks, and reserves nothing.</content>
internal sealed partial class ScriptedGrain : ILimitGrain
{
    public Task<LimitUsage> Usage() => Task.FromResult(cluster.Usages.GetValueOrDefault(key) ?? new LimitUsage(0, 0m, 0));

    public async Task<LimitAnswer> Check(LimitCap cap, decimal amount)
    {
        var usage = await Usage();
        return amount > cap.MaxAmount ? new(LimitVerdict.NeverFits)
            : usage.Count >= cap.MaxCount || (cap.MaxAmount is { } most && (usage.Amount + amount).Units > Sum.FromDecimal(most).Units) ? new(LimitVerdict.Full, AvailableAt: usage.NextLeavesAt)
            : new(LimitVerdict.Reserved);
    }

    public Task<LimitAnswer> Reserve(ReserveLimit command) => throw new NotSupportedException("The gateway does not reserve.");

    public Task Confirm(string token) => throw new NotSupportedException("The gateway does not reserve.");

    public Task Forget(string token) => throw new NotSupportedException("The gateway does not reserve.");

    public Task<bool> Release(ReleaseLimit command) => throw new NotSupportedException("The gateway does not reserve.");
}
