using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.Statistics;

/// <summary><c>GET /console/statistics</c>: what was made and what became of it, by whole days (UTC).</summary>
internal static class StatisticsEndpoints
{
    private const int NewestConfirmed = 100;

    public static void MapStatistics(this RouteGroupBuilder console) => console.MapGet("/statistics", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, PayoutsClient api, TimeProvider clock, string? days, string? client, string? asset)
    {
        var chosen = new StatisticsChoice(days, client, asset);
        var to = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        var from = to.AddDays(-chosen.Days);
        var series = api.SeriesAsync(from, to, SeriesStep.Day, chosen.Client, chosen.Asset, context.RequestAborted);
        var confirmed = api.PageAsync(StatisticsWords.Confirmed with { ClientId = chosen.Client, Asset = chosen.Asset, Limit = NewestConfirmed }, cancellationToken: context.RequestAborted);
        await Task.WhenAll(series, confirmed);
        return await context.PageAsync<StatisticsPage, StatisticsModel>(new StatisticsModel(chosen, from, to, (await series).Points, TimeToConfirmed.Of((await confirmed).Data)));
    }
}
