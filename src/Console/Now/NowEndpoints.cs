using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Now;

/// <summary><c>GET /console</c>: one sentence on how things are, and what waits for whom.</summary>
internal static class NowEndpoints
{
    // More than these are shown as "25+".
    private const int MostCounted = 25;

    public static void MapNow(this RouteGroupBuilder console) => console.MapGet("", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, PayoutsClient api, TimeProvider clock, CancellationToken cancellation)
    {
        Task<PayoutPage?> OldestAsync(PayoutFilter filter) => api.PageAsync(filter with { Sort = PayoutSort.Since, Limit = MostCounted }, cancellationToken: cancellation).OrUnknownAsync();

        var hour = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddHours(clock.GetUtcNow().Hour + 1);
        var unknown = OldestAsync(new() { Detail = PayoutDetail.OutcomeUnknown });
        var provisional = OldestAsync(new() { Detail = PayoutDetail.FailedProvisional });
        var attention = OldestAsync(new() { NeedsAttention = true });
        var queued = OldestAsync(new() { Detail = PayoutDetail.Queued });
        var day = api.SeriesAsync(hour.AddHours(-24), hour, SeriesStep.Hour, cancellationToken: cancellation).OrUnknownAsync();
        var system = (await context.FrameAsync()).May("payouts:operate") ? await api.SystemAsync(cancellation).OrUnknownAsync() : null;
        var model = new NowModel(await unknown, await provisional, await attention, await queued, await day, system);
        return await context.PageAsync<NowPage, NowModel>(model, model.IsOutOfReach ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
