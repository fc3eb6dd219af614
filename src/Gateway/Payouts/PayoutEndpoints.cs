using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;

namespace Payouts.Gateway.Payouts;

/// <summary>The routes of payouts (docs/http-api.md, "Routes").</summary>
internal static class PayoutEndpoints
{
    public static void MapPayouts(this IEndpointRouteBuilder routes)
    {
        var payouts = routes.MapGroup("/payouts").RequireKey().WithTags("Payouts");
        payouts.MapPost("/", CreatePayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CreatePayout").Describe(PayoutOperations.Create);
        payouts.MapGet("/", ListPayoutsEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ListPayouts").Describe(PayoutOperations.List);
        payouts.MapGet("/{id}", ReadPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ReadPayout").Describe(PayoutOperations.Read);
        payouts.MapPost("/{id}/cancel", CancelPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CancelPayout").Describe(PayoutOperations.Cancel);
    }
}
