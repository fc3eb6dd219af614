using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.Payouts;

/// <summary><c>GET /console/payouts</c> and <c>GET /console/payouts/{id}</c>: the list, and one of it.</summary>
internal static class PayoutEndpoints
{
    public static void MapPayouts(this RouteGroupBuilder console)
    {
        console.MapGet("/payouts", ListAsync);
        console.MapGet("/payouts/{id}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, PayoutsClient api, TimeProvider clock, CancellationToken cancellation)
    {
        var filter = ListFilter.Read(context.Request.Query);
        var (page, problem) = await ReadAsync(filter, api, cancellation);
        var model = new ListModel(filter, page, problem, clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return await context.PageAsync<ListPage, ListModel>(model, page is null ? problem?.Status ?? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<(PayoutPage? Page, Problem? Problem)> ReadAsync(ListFilter filter, PayoutsClient api, CancellationToken cancellation)
    {
        List<FieldError> errors = [];
        var wanted = filter.ToApi(errors);
        if (errors.Count > 0)
        {
            return (null, new Problem { Status = StatusCodes.Status400BadRequest, Code = new("validation-failed"), Title = "The filter is not valid", Errors = errors });
        }

        try
        {
            return (await api.PageAsync(wanted, filter.Cursor, cancellation), null);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return (null, exception.Problem);
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id, PayoutsClient api, CancellationToken cancellation)
    {
        var payout = await api.GetAsync(id, cancellation);
        var newest = await api.PageAsync(new PayoutFilter { ClientId = payout.ClientId, Limit = Standing.LookedAt }, cancellationToken: cancellation).OrUnknownAsync();
        var known = newest is null ? null : Standing.Of(payout.Network, payout.WalletAddress, payout.Memo, newest.Data.Where(other => other.Id != payout.Id));
        return await context.PageAsync<DetailPage, DetailModel>(new(payout, known, await api.Audit.GetAsync(id, cancellation).OrUnknownAsync()));
    }
}
