using Payouts.Gateway.Authentication;

namespace Payouts.Gateway.Payouts;

/// <summary>The routes of payouts (http-api.md, section 1).</summary>
internal static class PayoutEndpoints
{
    public static void MapPayouts(this IEndpointRouteBuilder routes)
    {
        var payouts = routes.MapGroup("/payouts").RequireKey().WithTags("Payouts");
        payouts.MapPost("/", CreatePayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CreatePayout");
        payouts.MapGet("/", ListPayoutsEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ListPayouts");
        payouts.MapGet("/{id}", ReadPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ReadPayout");
        payouts.MapPost("/{id}/cancel", CancelPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CancelPayout");
    }
}
