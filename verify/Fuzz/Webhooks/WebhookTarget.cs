using System.Text;
using System.Text.Json;
using Heleket;
using Payouts.Fuzz.Mutation;
using Payouts.Fuzz.Responses;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Fuzz.Webhooks;

/// <summary>The webhook verifier: nothing is genuine but what was signed, in whatever spelling.</summary>
internal sealed class WebhookTarget : Target
{
    private static readonly string[] OrderIds = ["129359", "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a", "выплата-42_é", "a/b"];

    public override ValueTask<CaseResult> RunAsync(Chance chance)
    {
        var webhook = GenuineWebhook.Draw(chance, WebhookForgery.PayoutKey, chance.OneOf(OrderIds));
        var isRewritten = chance.Percent(12);
        var body = isRewritten ? WebhookForgery.Rewritten(webhook, chance) : WebhookForgery.Forged(webhook, chance);
        var verdict = WebhookVerifier.Verify(body, WebhookForgery.PayoutKey);
        JsonElement said = default;
        var isSaid = (isRewritten || verdict is WebhookOutcome.Genuine) && webhook.IsSaidBy(body, out said);
        var violation = verdict switch
        {
            WebhookOutcome.Genuine when !isSaid => "genuine, and not what was signed",
            WebhookOutcome.Genuine when body.Length > WebhookVerifier.MaxBodyLength => "genuine, and longer than the limit",
            WebhookOutcome.Genuine { Webhook: var read } when read.OrderId != said.Word("order_id") || read.Payout.OrderId != read.OrderId || !ResponseOracle.Shows(said, read.Payout) =>
                "genuine, and read as what is not written",
            not WebhookOutcome.Genuine when isRewritten && isSaid => "what was signed, in another spelling, was refused",
            _ when isRewritten && !isSaid => "the oracle does not know what was signed",
            WebhookOutcome.BadSignature { Why: var why } when why.Length > 200 => "the reason is not bounded",
            _ => null,
        };
        return ValueTask.FromResult(new CaseResult(verdict.GetType().Name, !body.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(webhook.Delivered().Write())), violation, body));
    }
}
