using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Go;

/// <summary>
/// <c>GET /console/go?to=</c>: a payout by its id, or the payouts with that Heleket uuid, transaction, reference or client.
/// Whatever it is must be whole: an id that is nearly right is another payout.
/// </summary>
internal static class GoEndpoints
{
    public static void MapGo(this RouteGroupBuilder console) => console.MapGet("/go", GoAsync);

    private static async Task<IResult> GoAsync(HttpContext context, PayoutsClient api, CancellationToken cancellation)
    {
        var to = context.Request.Query["to"].ToString().Trim();
        if (to.Length == 0)
        {
            return Answers.See("/console/payouts");
        }

        (string Name, PayoutFilter Filter)[] ways =
        [
            ("heleket_transaction_id", new() { HeleketTransactionId = to, Limit = 2 }), ("txid", new() { Txid = to, Limit = 2 }),
            ("reference", new() { Reference = to, Limit = 2 }), ("client_id", new() { ClientId = to, Limit = 2 }),
        ];
        var payout = FoundAsync(api.GetAsync(to, cancellation));
        var lists = ways.Select(way => FoundAsync(api.PageAsync(way.Filter, cancellationToken: cancellation))).ToArray();
        await Task.WhenAll(lists);
        if (await payout is { } one)
        {
            return Answers.See($"/console/payouts/{one.Id}");
        }

        foreach (var (way, list) in ways.Zip(lists))
        {
            switch ((await list)?.Data)
            {
                case [var only]:
                    return Answers.See($"/console/payouts/{only.Id}");
                case { Count: > 1 }:
                    return Answers.See($"/console/payouts?{way.Name}={Uri.EscapeDataString(to)}");
            }
        }

        return await context.RefuseAsync(StatusCodes.Status404NotFound, "not-found", "No payout, client, reference or transaction is called that");
    }

    // What is no uuid, or no client's name, is not found under it.
    private static async Task<T?> FoundAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (PayoutsException exception) when (exception is NotFoundException or ValidationFailedException)
        {
            return null;
        }
    }
}
