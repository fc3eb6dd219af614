using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Rules and limits that name a key made at run time by its id or by its name: a create says its id.</summary>
public sealed class NamedKeysTests : ClusterTest
{
    private const string Id = "aB3dE6gH";
    private const string Name = "loyalty-service";

    [Theory]
    [InlineData(Id)]
    [InlineData(Name)]
    public async Task A_rule_finds_the_key_of_a_create_by_id_and_by_name(string named)
    {
        var world = await WithKeyAsync();
        await world.PolicyAsync(new PolicyRule { Name = "by-key", When = new() { Key = [named] }, Then = PolicyAction.Hold });

        Assert.Equal(PayoutReason.Held, (await CreateAsync(world, "ours", Id)).Payout.Reason);
        Assert.NotEqual(PayoutReason.Held, (await CreateAsync(world, "others", "another")).Payout.Reason);
    }

    [Theory]
    [InlineData(Id)]
    [InlineData(Name)]
    public async Task A_limit_does_too_and_counts_by_the_id(string named)
    {
        var world = await WithKeyAsync();
        await world.PolicyAsync(LimitsSteps.Limit(count: 1) with { When = new() { Key = [named] }, Per = [LimitPer.Key] });

        Assert.True((await CreateAsync(world, "first", Id)).Created);
        Assert.Equal(RefusalKind.Limit, (await CreateAsync(world, "second", Id)).Refusal?.Kind);
        Assert.True((await CreateAsync(world, "others", "another")).Created);
        var count = LimitKey.Of(LimitsSteps.Name, TimeSpan.FromDays(1), key: LimitKey.KeyPart(Id));
        Assert.Equal(1, (await world.Grains.GetGrain<ILimitGrain>(count).Usage()).Count);
    }

    private async Task<World> WithKeyAsync()
    {
        var world = await StartAsync(LimitsSteps.Timed());
        var made = await world.Grains.GetGrain<IKeysGrain>(IKeysGrain.Key).Make(new(Id, new string('a', 64), Name, ["payouts:create"], "ana@example.com", null, null));
        Assert.Equal(KeyVerdict.Done, made.Verdict);
        return world;
    }

    private static Task<CreatePayoutResult> CreateAsync(World world, string name, string key)
    {
        var id = Any.Ids($"{nameof(NamedKeysTests)}-{name}", 1)[0];
        return world.Grains.GetGrain<IPayoutGrain>(id).Create(Any.Command(id, null, world.Now) with { By = new(Key: key) });
    }
}
