using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Attention;

/// <summary><c>/console/attention</c>: what needs a person, by what to do. A mark is cleared only on the payout's page: one must have seen it.</summary>
internal static class AttentionEndpoints
{
    private const string Path = "/console/attention";
    private const int Oldest = 100;

    public static void MapAttention(this RouteGroupBuilder console)
    {
        console.MapGet("/attention", ShowAsync);
        console.MapPost("/attention/{id}/ask", async (string id, HttpContext context, PayoutsClient api) =>
        {
            await api.LookUpAsync(id, context.RequestAborted);
            return Answers.Done(Path, "asked");
        });
        console.MapPost("/attention/{id}/claim", async (string id, HttpContext context, PayoutsClient api) =>
        {
            await api.ClaimAttentionAsync(id, null, context.RequestAborted);
            return Answers.Done(Path, "claimed");
        });
        // Where a sign-in comes back to: what was not done is asked for again.
        console.MapGet("/attention/{id}/ask", () => Answers.See(Path));
        console.MapGet("/attention/{id}/claim", () => Answers.See(Path));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var since = new PayoutFilter { Sort = PayoutSort.Since, Limit = Oldest };
        PayoutFilter[] filters =
        [
            since with { NeedsAttention = true }, since with { Detail = PayoutDetail.OutcomeUnknown }, since with { Detail = PayoutDetail.FailedProvisional }, since with { Detail = PayoutDetail.Queued }
        ];
        var system = (await context.FrameAsync()).May("payouts:operate") ? api.SystemAsync(context.RequestAborted).OrUnknownAsync() : Task.FromResult<SystemStatus?>(null);
        var pages = await Task.WhenAll(filters.Select(filter => api.PageAsync(filter, cancellationToken: context.RequestAborted)));
        var inbox = Inbox.Of(pages.SelectMany(page => page.Data), clock.GetUtcNow());
        return await context.PageAsync<AttentionPage, AttentionModel>(new AttentionModel(inbox, clock.GetUtcNow(), pages.Any(page => page.HasMore), (await system)?.Sweeps));
    }
}

/// <summary>The page.</summary>
/// <param name="Inbox">What is in it.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="HasMore">There is more than was read: the oldest are shown.</param>
/// <param name="Sweeps">Those who look for what is due; <see langword="null"/> when it is not known, or not for this person.</param>
public sealed record AttentionModel(Inbox Inbox, DateTimeOffset At, bool HasMore, IReadOnlyList<SweepStatus>? Sweeps)
{
    /// <summary>Since when every payout that was due was looked for; <see langword="null"/> when one of them does not say.</summary>
    public DateTimeOffset? SweptAt => Sweeps is { Count: > 0 } && Sweeps.All(sweep => sweep.LastAt is not null) ? Sweeps.Min(sweep => sweep.LastAt) : null;

    /// <summary>By how much the next look is late.</summary>
    public TimeSpan SweepLag => TimeSpan.FromSeconds((int)(Sweeps?.Max(sweep => sweep.LagSeconds) ?? 0));
}
