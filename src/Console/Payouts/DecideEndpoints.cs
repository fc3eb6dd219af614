using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.Payouts;

/// <summary>
/// <c>GET</c> and <c>POST /console/payouts/{id}/cancel</c>, and the same for the other decisions: what is done, to what,
/// and what cannot be undone; then done, for the version that was seen.
/// </summary>
internal static class DecideEndpoints
{
    public static void MapDecisions(this RouteGroupBuilder console)
    {
        foreach (var decision in Decision.All)
        {
            console.MapGet($"/payouts/{{id}}/{decision.Path}", async (HttpContext context, string id, PayoutsClient api, CancellationToken cancellation) =>
                await context.PageAsync<DecidePage, DecideModel>(new(decision, await api.GetAsync(id, cancellation))));
            console.MapPost($"/payouts/{{id}}/{decision.Path}", (HttpContext context, string id, PayoutsClient api, CancellationToken cancellation) =>
                DecideAsync(context, decision, id, api, cancellation));
        }
    }

    private static async Task<IResult> DecideAsync(HttpContext context, Decision decision, string id, PayoutsClient api, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var note = form["note"].ToString();
        try
        {
            await DoAsync(decision, id, SeenVersion.Of(form), note, api, cancellation);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException and not NotFoundException)
        {
            var now = await api.GetAsync(id, cancellation);
            var shown = exception.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed ? form["seen"].ToString() : null;
            return await context.PageAsync<DecidePage, DecideModel>(
                new(decision, now, shown, exception.Problem, note) { Refused = true }, exception.Status ?? StatusCodes.Status503ServiceUnavailable);
        }

        return Answers.Done($"/console/payouts/{id}", decision.Done);
    }

    private static Task<Payout> DoAsync(Decision decision, string id, long version, string note, PayoutsClient api, CancellationToken cancellation) => decision.Action switch
    {
        "look_up" => api.LookUpAsync(id, cancellation),
        "claim_attention" => api.ClaimAttentionAsync(id, note.Length == 0 ? null : note, cancellation),
        "resolve_attention" => api.ResolveAttentionAsync(id, version, note, cancellation),
        "approve" => api.Approvals.ApproveAsync(id, version, note: note.Length == 0 ? null : note, cancellationToken: cancellation),
        "reject" => api.Approvals.RejectAsync(id, version, note, cancellation),
        "cancel" => api.CancelAsync(id, version, cancellation),
        _ => throw new InvalidOperationException($"Nothing does {decision.Action}."),
    };
}
