using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>What people decide.</content>
public sealed partial class PayoutGrain
{
    /// <inheritdoc/>
    public async Task<DecideResult> Decide(DecidePayout command)
    {
        if (!await IsKnown())
        {
            return new(DecideVerdict.NotFound, null);
        }

        using var turn = await _lock.EnterAsync();
        var now = WholeMilliseconds.Floor(clock.GetUtcNow());
        if (State is { Payout.Detail: PayoutDetail.AwaitingApproval } waiting && waiting.NextActionAt <= now)
        {
            // Its time is over, and nobody woke it yet.
            await Wakened();
        }

        var ruling = ApprovalRules.Of(State!.Payout, command, now);
        if (ruling.Decision is null && await Read() is { } stored)
        {
            // What is in memory may be older than what another activation stored: nobody is turned away for that.
            ruling = ApprovalRules.Of(stored.Payout, command, now);
        }

        if (ruling.Decision is { } decision)
        {
            await Decide(new PayoutEvent.Decided(decision, new Caller(command.By.Person, command.By.Key)));
        }

        return new(ruling.Verdict, Standing.Show(State!), ruling.Role);
    }
}
