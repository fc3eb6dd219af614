using Heleket.Simulator.Faults;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// Heleket may show an address in another form than it was given; it is compared by its account
/// (docs/lifecycle.md, "Never believed blindly").
/// </summary>
public sealed class AddressFormTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(AddressFormTests));

    public static TheoryData<string, string, string, string> OneAccount() => new()
    {
        { "TON", "TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI" },
        { "TON", "TON", "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI", "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8" },
        { "BCH", "BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu" },
        { "BCH", "BCH", "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC" },
        { "USDT", "ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED" },
        { "BTC", "BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4" },
    };

    [Theory]
    [MemberData(nameof(OneAccount))]
    public async Task Another_form_of_the_address_in_the_answer_to_a_create_is_the_same_payout(string asset, string network, string address, string shown) =>
        await PaidWithoutDoubtAsync(SimulatorOperation.Create, asset, network, address, shown);

    [Theory]
    [InlineData("TON", "TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI")]
    public async Task Another_form_of_the_address_in_a_look_up_is_the_same_payout(string asset, string network, string address, string shown) =>
        await PaidWithoutDoubtAsync(SimulatorOperation.Info, asset, network, address, shown);

    [Theory] // another account; no account, and not the same letters
    [InlineData("UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA")]
    [InlineData("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M")]
    public async Task Another_account_goes_to_a_person(string shown)
    {
        var world = await StartAsync();
        world.Simulator.Inject(new Fault(FaultKind.OtherForm) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1, Shown = shown });

        await world.CreateAsync(Id, Of("TON", "TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"));

        var doubted = await world.BecomesAsync(Id, payout => payout.NeedsAttention);
        Assert.Equal(PayoutReason.EchoMismatch, doubted.Reason);
    }

    private async Task PaidWithoutDoubtAsync(SimulatorOperation operation, string asset, string network, string address, string shown)
    {
        var world = await StartAsync();
        world.Simulator.Inject(new Fault(FaultKind.OtherForm) { Operation = operation, OrderId = Id, Times = 1, Shown = shown });

        await world.CreateAsync(Id, Of(asset, network, address));

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.All(world.Store.Written(Id), state => Assert.False(state.Payout.NeedsAttention));
        Assert.All(world.Store.Written(Id), state => Assert.NotEqual(PayoutReason.EchoMismatch, state.Payout.Reason));
        Assert.Equal(address, world.Store.Written(Id)[^1].Payout.Request.WalletAddress);
        Assert.Empty(world.Simulator.Faults);
        world.PaidOnce(Id);
    }

    private static PayoutRequest Of(string asset, string network, string address) => Some.Request with { Asset = asset, Network = network, WalletAddress = address };
}
