using Heleket;
using Microsoft.Extensions.Options;
using Payouts.Addresses;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Providers;

/// <summary>Sends payouts through Heleket.</summary>
public sealed class HeleketProvider(HeleketClient heleket, AssetCatalog catalog, IOptions<CallbackOptions> callback) : IPayoutProvider
{
    /// <summary>
    /// The number of creates waiting for Heleket on one silo at which it stops accepting payouts for immediate sending.
    /// </summary>
    public const int MaxSubmits = 1024;

    private int _submits;

    /// <inheritdoc/>
    public bool IsBusy => Volatile.Read(ref _submits) >= MaxSubmits;

    /// <inheritdoc/>
    public async Task<PayoutEvent> SubmitAsync(Payout payout, Func<bool> maySend, bool mayBeThere)
    {
        CreatePayoutRequest asked;
        try
        {
            asked = RequestFor(payout);
        }
        catch (Exception exception)
        {
            return new PayoutEvent.NotSent($"It was not sent: our own fault ({exception.GetType().Name}).");
        }

        if (asked.Validate() is { } error)
        {
            return new PayoutEvent.Unsendable($"It was not sent: {error}");
        }

        if (!mayBeThere && catalog.IsUnavailable(payout.Request))
        {
            return new PayoutEvent.NotSent(Unavailable(payout.Request));
        }

        try
        {
            return await SendAsync(payout, asked, maySend);
        }
        catch (Exception exception)
        {
            // It may have left: with its outcome unknown, the answer counts as lost.
            return new PayoutEvent.AnswerLost($"Its answer was not understood: our own fault ({exception.GetType().Name}).");
        }
    }

    private async Task<PayoutEvent> SendAsync(Payout payout, CreatePayoutRequest asked, Func<bool> maySend)
    {
        var outcome = await CreateAsync(asked, maySend);
        if (outcome is CreateOutcome.Refused { Reason: RefusalReason.ServiceNotFound } refusal && await catalog.IsUnavailableNowAsync(payout.Request))
        {
            return new PayoutEvent.Refused(PayoutReason.ProviderUnavailable, IsTransient: true, $"{refusal.Message}. {Unavailable(payout.Request)}");
        }

        return outcome switch
        {
            CreateOutcome.Accepted a => new PayoutEvent.Accepted(Report(a.Payout, LogSource.Submit)),
            CreateOutcome.EchoMismatch m => new PayoutEvent.EchoMismatched(m.Differs, LogSource.Submit),
            CreateOutcome.Refused r => new PayoutEvent.Refused(Reason(r.Reason), r.Reason.IsTransient(), r.Message),
            CreateOutcome.RefusedBefore r => new PayoutEvent.NotSent(r.Message, IsBlocked: true),
            CreateOutcome.NotSent n => new PayoutEvent.NotSent(n.Message),
            CreateOutcome.Unknown u => new PayoutEvent.AnswerLost(u.Message),
            var other => throw new InvalidOperationException($"An outcome that nobody handles: {other.GetType().Name}."),
        };
    }

    /// <inheritdoc/>
    public async Task<PayoutEvent> LookUpAsync(Payout payout, LogSource source, CancellationToken cancellationToken)
    {
        InfoOutcome outcome;
        try
        {
            outcome = await heleket.GetPayoutAsync(payout.Id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new PayoutEvent.LookUpFailed("No answer within our patience.");
        }

        try
        {
            return ToEvent(payout, outcome, source);
        }
        catch (Exception exception)
        {
            return new PayoutEvent.LookUpFailed($"Its answer was not understood: our own fault ({exception.GetType().Name}).");
        }
    }

    private PayoutEvent ToEvent(Payout payout, InfoOutcome outcome, LogSource source)
    {
        switch (outcome)
        {
            case InfoOutcome.Found found:
                var differs = EchoCheck.Differences(RequestFor(payout), found.Payout);
                return differs.Count == 0
                    ? new PayoutEvent.LookedUp(Report(found.Payout, source))
                    : new PayoutEvent.EchoMismatched(differs, source);
            case InfoOutcome.NotFound:
                return new PayoutEvent.NotFound();
            case InfoOutcome.Failed failed:
                return new PayoutEvent.LookUpFailed(failed.Message);
            case var other:
                throw new InvalidOperationException($"An outcome that nobody handles: {other.GetType().Name}.");
        }
    }

    /// <summary>Converts Heleket's view of a payout to a report.</summary>
    public static ProviderReport Report(PayoutInfo info, LogSource source) =>
        new(info.Uuid, info.Status, info.IsFinal, info.Txid, info.Commission, source, HeleketWords.Read(info.Status));

    /// <inheritdoc/>
    public ProviderReport Interpret(ProviderReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Status == ProviderStatus.Unread ? report with { Status = HeleketWords.Read(report.RawStatus) } : report;
    }

    private static string Unavailable(PayoutRequest request) => $"Heleket's services list says that {request.Asset} on {request.Network} is not available now.";

    private async Task<CreateOutcome> CreateAsync(CreatePayoutRequest asked, Func<bool> maySend)
    {
        Interlocked.Increment(ref _submits);
        try
        {
            return await heleket.CreatePayoutAsync(asked, maySend);
        }
        finally
        {
            Interlocked.Decrement(ref _submits);
        }
    }

    private CreatePayoutRequest RequestFor(Payout payout) => new()
    {
        Amount = payout.Request.Amount,
        Currency = payout.Request.Asset,
        Network = payout.Request.Network,
        OrderId = payout.Id,
        Address = payout.Request.WalletAddress,
        IsSubtract = payout.Request.FeePayer == FeePayer.Merchant,
        UrlCallback = callback.Value.Url(),
        Memo = payout.Request.Memo,
        IsSameAddress = WalletAddress.AreSame,
    };

    private static PayoutReason Reason(RefusalReason reason) => reason switch
    {
        RefusalReason.InsufficientFunds => PayoutReason.InsufficientFunds,
        RefusalReason.WalletNotFound => PayoutReason.WalletNotFound,
        RefusalReason.PayoutsBlocked => PayoutReason.PayoutsBlocked,
        RefusalReason.ProviderUnavailable => PayoutReason.ProviderUnavailable,
        RefusalReason.RateLimited => PayoutReason.RateLimited,
        RefusalReason.ConversionFailed => PayoutReason.ConversionFailed,
        RefusalReason.AuthenticationFailed => PayoutReason.AuthenticationFailed,
        RefusalReason.ValidationFailed => PayoutReason.ValidationFailed,
        RefusalReason.CurrencyNotFound => PayoutReason.CurrencyNotFound,
        RefusalReason.ServiceNotFound => PayoutReason.ServiceNotFound,
        RefusalReason.AmountTooSmall => PayoutReason.AmountTooSmall,
        RefusalReason.BelowMinimum => PayoutReason.BelowMinimum,
        RefusalReason.AboveMaximum => PayoutReason.AboveMaximum,
        _ => PayoutReason.Refused,
    };
}

/// <summary>Where Heleket sends its webhooks: the setting <c>HELEKET_CALLBACK_URL</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>
    /// Evaluated at every create, because in Development the gateway learns its own port only when it listens.
    /// <see langword="null"/> means no webhooks.
    /// </summary>
    public Func<Uri?> Url { get; set; } = () => null;
}
