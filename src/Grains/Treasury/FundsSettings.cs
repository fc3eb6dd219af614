namespace Payouts.Grains.Treasury;

/// <summary>The settings of one asset at one account, as the rules need them.</summary>
/// <param name="Reserve">What stays in the wallet, in units of the asset; 0 for nothing.</param>
/// <param name="HasPolls">Whether balances can be asked for: without the payment key only answers to creates tell them.</param>
/// <param name="PollInterval">The time from one question to the next.</param>
/// <param name="MayBePassedFor">How long what does not fit may be passed by what does; zero is strict order.</param>
internal sealed record FundsSettings(decimal Reserve, bool HasPolls, TimeSpan PollInterval, TimeSpan MayBePassedFor)
{
    /// <summary>For how long a balance says what there is.</summary>
    public TimeSpan FreshFor => 3 * PollInterval;
}
