using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>Whoever carries payouts out. A state becomes a call, its answer an event; it keeps no state of a payout.</summary>
public interface IPayoutProvider
{
    /// <summary>Whether so many creates are under way or wait that one more would wait for long.</summary>
    bool IsBusy { get; }

    /// <summary>Sends the create. Never throws: what fails on our side, too, is an outcome. The intent must be durable before.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="within">How much longer the intent holds: bytes that have not left by then do not leave.</param>
    /// <param name="mayBeThere">An earlier sending may have been carried out: whether the pair is available now cannot hold this one back.</param>
    Task<PayoutEvent> SubmitAsync(Payout payout, TimeSpan within, bool mayBeThere);

    /// <summary>Asks what became of it, by our order id. What is found is compared with what was asked for. Never throws.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="source">What to put down as the source of the news: a poll, or the webhook that made us ask.</param>
    /// <param name="cancellationToken">Ends the wait; the look-up then counts as failed.</param>
    Task<PayoutEvent> LookUpAsync(Payout payout, LogSource source, CancellationToken cancellationToken);

    /// <summary>The report with a status that is read: a silo of a release before <see cref="ProviderReport.Status"/> passes on the raw one alone.</summary>
    ProviderReport Interpret(ProviderReport report);
}
