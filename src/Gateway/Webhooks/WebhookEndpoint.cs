using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Gateway.Webhooks;

/// <summary>
/// <c>POST /payouts/webhook</c> (docs/http-api.md, "Heleket's webhook"): the bytes go to the silo unchanged, since they
/// are what is signed.
/// </summary>
internal static class WebhookEndpoint
{
    public static void MapWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/payouts/webhook", HandleAsync).WithTag("Webhook", "Where Heleket reports that a payout has changed. Nobody else calls it.").WithName("ReceiveWebhook").Describe(WebhookDescription.Receive);

    private static async Task<Results<WebhookResult, ProblemResult>> HandleAsync(
        HttpContext http, GrainCalls grains, WebhookLimiter limiter, WebhookMetrics metrics, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(http.Request, WebhookLimiter.MaxBodyBytes, cancellationToken) is not { } body)
        {
            metrics.Count("too_large");
            return new ProblemResult(ProblemRegistry.PayloadTooLarge, $"The body of a webhook is at most {WebhookLimiter.MaxBodyBytes} bytes.");
        }

        // After the body is read: a slow sender must not hold a permit that Heleket needs.
        using var permit = limiter.TryAcquire();
        if (!permit.IsAcquired)
        {
            metrics.Count("too_many");
            return ProblemResult.Unavailable("Too many webhooks are in flight.");
        }

        var answer = await grains.Webhook(body, cancellationToken);
        metrics.Count(EnumNames<WebhookAnswer>.Of(answer));
        switch (answer)
        {
            case WebhookAnswer.Accepted or WebhookAnswer.Unknown:
                return new WebhookResult(answer);
            case WebhookAnswer.Malformed:
                return new ProblemResult(ProblemRegistry.MalformedWebhook, "The body is not a JSON object, has a second sign, or is not of type payout.");
            case WebhookAnswer.BadSignature:
                return new ProblemResult(ProblemRegistry.InvalidSignature, "The signature is missing or wrong.");
            default:
                throw new UnreachableException($"A webhook answered {answer}.");
        }
    }
}

/// <summary>The response to a genuine webhook.</summary>
internal sealed class WebhookResult(WebhookAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("result", EnumNames<WebhookAnswer>.Of(answer));
            writer.WriteEndObject();
        });
}
