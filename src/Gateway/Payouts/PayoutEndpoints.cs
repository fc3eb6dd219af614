using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;

namespace Payouts.Gateway.Payouts;

/// <summary>The routes of payouts (docs/http-api.md, "Routes").</summary>
internal static class PayoutEndpoints
{
    public static void MapPayouts(this IEndpointRouteBuilder routes)
    {
        var payouts = routes.MapGroup("/payouts").RequireKey().WithTag("Payouts", "Create payouts, follow them, and cancel them while nothing has been sent.");
        payouts.MapPost("/", CreatePayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CreatePayout").Describe(PayoutDescription.Create);
        payouts.MapGet("/", ListPayoutsEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ListPayouts").Describe(PayoutDescription.List);
        payouts.MapGet("/{id}", ReadPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("ReadPayout").Describe(PayoutDescription.Read);
        payouts.MapPost("/{id}/cancel", CancelPayoutEndpoint.HandleAsync).RequireAuthorization(Scopes.Create).WithName("CancelPayout").Describe(PayoutDescription.Cancel);
        payouts.MapPost("/{id}/look-up", OperateEndpoints.LookUpAsync).RequireAuthorization(Scopes.Operate).WithName("LookUpPayout").Describe(OperateDescription.LookUp);
        payouts.MapPost("/{id}/attention/claim", OperateEndpoints.ClaimAsync).RequireAuthorization(Scopes.Operate).WithName("ClaimAttention").Describe(OperateDescription.Claim);
        payouts.MapPost("/{id}/attention/resolve", OperateEndpoints.ResolveAsync).RequireAuthorization(Scopes.Operate).WithName("ResolveAttention").Describe(OperateDescription.Resolve);
    }
}
