using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Gateway.Webhooks;

/// <summary><c>POST /payouts/webhook</c> (http-api.md, section 4): the bytes go to the silo as they came, since the signature is over them.</summary>
internal static class WebhookEndpoint
{
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>What a 401 asks for: no key, but Heleket's signature.</summary>
    public const string Scheme = "Heleket-Signature";

    public static void MapWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/payouts/webhook", HandleAsync).WithTags("Webhook").WithName("ReceiveWebhook").Describe(OtherOperations.Webhook);

    private static async Task<Results<WebhookResult, ProblemResult>> HandleAsync(
        HttpContext http, GrainCalls grains, WebhookPlaces places, WebhookMetrics metrics, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(http.Request, MaxBodyBytes, cancellationToken) is not { } body)
        {
            metrics.Count("too_large");
            return new ProblemResult(ProblemRegistry.PayloadTooLarge, $"The body of a webhook is at most {MaxBodyBytes} bytes.");
        }

        // After the body: whoever sends his slowly must not keep a place from Heleket's.
        using var place = places.Take();
        if (!place.IsAcquired)
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
                http.Response.Headers.WWWAuthenticate = Scheme;
                return new ProblemResult(ProblemRegistry.InvalidSignature, "The signature is missing or wrong.");
            default:
                throw new UnreachableException($"A webhook answered {answer}.");
        }
    }
}

/// <summary>A genuine webhook's answer.</summary>
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
