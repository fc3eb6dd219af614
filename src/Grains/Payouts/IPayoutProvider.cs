using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The provider that carries out payouts. Turns a state into a call and its answer into an event; keeps no payout
/// state.
/// </summary>
public interface IPayoutProvider
{
    /// <summary>Whether enough creates are in progress or queued that another would wait for long.</summary>
    bool IsBusy { get; }

    /// <summary>
    /// Sends the create. Never throws: failures on our side are outcomes too. The intent must be durable first.
    /// </summary>
    /// <param name="payout">The payout.</param>
    /// <param name="maySend">
    /// Asked when its first byte is about to leave, possibly on another thread: <see langword="false"/> and none does.
    /// </param>
    /// <param name="mayBeThere">
    /// An earlier create may have been carried out: the pair's availability cannot hold this one back.
    /// </param>
    Task<PayoutEvent> SubmitAsync(Payout payout, Func<bool> maySend, bool mayBeThere);

    /// <summary>Looks the payout up by our order id and compares the result with the request. Never throws.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="source">The source to record: a poll, or the webhook that caused the lookup.</param>
    /// <param name="cancellationToken">Ends the wait; the lookup then counts as failed.</param>
    Task<PayoutEvent> LookUpAsync(Payout payout, LogSource source, CancellationToken cancellationToken);

    /// <summary>
    /// Fills in the status of a report: a silo of a release older than <see cref="ProviderReport.Status"/> passes only
    /// the raw one.
    /// </summary>
    ProviderReport Interpret(ProviderReport report);
}
