using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>
/// What a payout is known by, and what it is not: the transaction's hash and the clock come and go (docs/failure-modes.md, "Paid twice").
/// </summary>
public sealed class PayoutMachineIdentityTests
{
    [Theory]
    [InlineData("0xcf8")]
    [InlineData("0xcf9")]
    [InlineData(null)]
    public void A_hash_that_is_gone_or_another_makes_no_other_payout(string? then)
    {
        var shown = Some.After(Some.At("Processing"), new LookedUp(Some.Report("check") with { Txid = "0xcf8" }));
        var (state, effect) = PayoutMachine.Apply(shown, new LookedUp(Some.Report("paid", true) with { Txid = then }), Some.Options, Some.Now);

        Assert.Equal((PayoutStatus.Confirmed, PayoutEffect.None, Some.Uuid), (state.Payout.Status, effect, state.Payout.HeleketTransactionId));
        Assert.Equal(then ?? "0xcf8", state.Payout.Txid);
        Assert.False(state.Payout.NeedsAttention);
        // After the end another hash is no news either.
        Assert.Same(state, Some.After(state, new Notified(Some.Report("paid", true, LogSource.Webhook) with { Txid = "0xd00" })));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_clock_that_jumps_by_an_hour_sends_once(int hours)
    {
        var due = Some.Now + TimeSpan.FromHours(2);
        var jumped = due + TimeSpan.FromHours(hours);
        var state = Some.Created(due).State;
        var sends = 0;
        foreach (var now in new[] { due, jumped, due, jumped, due })
        {
            foreach (var happened in new PayoutEvent[] { new Woken(), new LookUpFailed("502"), new Woken(), new LookUpFailed("502") })
            {
                var (next, effect) = PayoutMachine.Apply(state, happened, Some.Options, now);
                sends += effect == PayoutEffect.Submit ? 1 : 0;
                state = next;
            }
        }

        Assert.Equal((1, PayoutDetail.OutcomeUnknown), (sends, state.Payout.Detail));
        Assert.NotNull(state.NextActionAt);
    }
}
