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
        var ruling = ApprovalRules.Of(State!.Payout, command, WholeMilliseconds.Floor(clock.GetUtcNow()));
        if (ruling.Decision is { } decision)
        {
            await Decide(new PayoutEvent.Decided(decision, new Caller(command.By.Person, command.By.Key)));
        }

        return new(ruling.Verdict, Standing.Show(State!), ruling.Role);
    }
}
