using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <content>A policy for all silos.</content>
internal sealed partial class World
{
    /// <summary>
    /// Puts a policy in force as two persons do, and returns once every silo decides by it. What is not given is as
    /// nobody had made a policy.
    /// </summary>
    /// <returns>Its number.</returns>
    public async Task<int> PolicyAsync(Policy policy)
    {
        var policies = Grains.GetGrain<IPolicyGrain>(IPolicyGrain.Key);
        var proposed = await policies.Propose(new(Guid.NewGuid().ToString("N"), policy, "for a test", Some.Ana, Versions: default, Approvers: null));
        Assert.Equal((ProposalVerdict.Done, []), (proposed.Verdict, proposed.Faults));
        var approved = await policies.Approve(new(proposed.Proposal!.Id, Some.Ben, Versions: default));
        Assert.Equal(ProposalVerdict.Done, approved.Verdict);
        var expected = CompiledPolicy.Of(await policies.Read())?.Version;
        await Eventually.IsTrueAsync(
            async () =>
            {
                await Task.WhenAll(Controls.Select(controls => controls.RefreshAsync(TestContext.Current.CancellationToken)));
                return Controls.All(controls => controls.Current is { } known && known.Policy.InForce?.Version == expected);
            },
            () => $"a silo does not decide by version {approved.InForce} of the policy");
        return approved.InForce;
    }

    /// <summary>The same, of rules alone.</summary>
    public Task<int> PolicyAsync(params PolicyRule[] rules) => PolicyAsync(new Policy { Rules = [.. rules] });

    /// <summary>The same, of limits alone.</summary>
    public Task<int> PolicyAsync(params LimitRule[] limits) => PolicyAsync(new Policy { Limits = [.. limits] });
}
