using Heleket;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Webhooks;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Providers;

/// <inheritdoc cref="IWebhookGrain"/>
[StatelessWorker, Reentrant]
public sealed partial class WebhookGrain(IOptions<HeleketOptions> heleket, WebhookTimes times, Telemetry telemetry, ILogger<WebhookGrain> logger) : Grain, IWebhookGrain
{
    private readonly GrainReferences<IPayoutSignals> _payouts = new();

    /// <inheritdoc/>
    public async Task<WebhookAnswer> Receive(Immutable<byte[]> body)
    {
        var answer = WebhookVerifier.Verify(body.Value, heleket.Value.PayoutKey) switch
        {
            WebhookOutcome.Genuine genuine => await HandOver(genuine.Webhook),
            WebhookOutcome.BadSignature bad => telemetry.WebhookRefused(WebhookAnswer.BadSignature, bad.Why),
            WebhookOutcome.Malformed malformed => telemetry.WebhookRefused(WebhookAnswer.Malformed, malformed.Why),
            var other => throw new InvalidOperationException($"A verdict that nobody handles: {other.GetType().Name}."),
        };
        telemetry.WebhookReceived(answer);
        return answer;
    }

    private async Task<WebhookAnswer> HandOver(PayoutWebhook webhook)
    {
        times.Note();
        var id = webhook.OrderId;
        if (PayoutId.IsValid(id)
            && await _payouts.To(GrainFactory, id).Notify(HeleketProvider.Report(webhook.Payout, LogSource.Webhook)))
        {
            Log.Accepted(logger, id, webhook.Payout.Status, webhook.Payout.IsFinal);
            if (webhook.Payout.LeftOut is { Count: > 0 } names && logger.IsEnabled(LogLevel.Information))
            {
                var members = string.Join(", ", names);
                Log.LeftOut(logger, id, members);
            }

            return WebhookAnswer.Accepted;
        }

        Log.Unknown(logger, webhook.Payout.Uuid, webhook.Payout.Status);
        return WebhookAnswer.Unknown;
    }

    private static partial class Log
    {
        // Changes made by a webhook are logged with the payout's transition.
        [LoggerMessage(Level = LogLevel.Debug, Message = "Payout {PayoutId}: webhook says {HeleketStatus}, final {IsFinal}")]
        public static partial void Accepted(ILogger logger, string payoutId, string heleketStatus, bool isFinal);

        [LoggerMessage(Level = LogLevel.Information, Message = "Payout {PayoutId}: webhook read without what cannot be read: {Members}")]
        public static partial void LeftOut(ILogger logger, string payoutId, string members);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A genuine webhook for a payout we do not know: Heleket's {Uuid}, {HeleketStatus}")]
        public static partial void Unknown(ILogger logger, string uuid, string heleketStatus);
    }
}
