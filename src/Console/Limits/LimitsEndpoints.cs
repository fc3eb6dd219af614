using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Limits;

/// <summary><c>/console/clients/{client}/limits</c>: how much may leave for a client, how much has, and when there is more room.</summary>
internal static class LimitsEndpoints
{
    private const int LookedAt = 100;

    public static void MapLimits(this RouteGroupBuilder console) => console.MapGet("/clients/{client}/limits", ReadAsync);

    private static async Task<IResult> ReadAsync(string client, HttpContext context, PayoutsClient api)
    {
        var (limits, newest) = (api.Limits.ListAsync(client, context.RequestAborted), api.PageAsync(new PayoutFilter { ClientId = client, Limit = LookedAt }, cancellationToken: context.RequestAborted));
        await Task.WhenAll(limits, newest);
        var paid = (await newest).Data;
        var counts = await Task.WhenAll((await limits).SelectMany(limit => CountedLimit.Wanted(limit, client, paid).Select(async count =>
            new CountedLimit(limit, await api.Limits.UsageAsync(limit.Name, count, context.RequestAborted)))));
        return await context.PageAsync<LimitsPage, LimitsModel>(new(client, await limits, counts));
    }
}
