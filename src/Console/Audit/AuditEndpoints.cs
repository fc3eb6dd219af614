using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Audit;

/// <summary><c>/console/audit</c>: what people changed, whether anybody altered what is stored, and the day's export. Read only.</summary>
internal static class AuditEndpoints
{
    // A page answers within seconds: what is left is verified by pressing again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void MapAudit(this RouteGroupBuilder console)
    {
        console.MapGet("/audit", ListAsync);
        console.MapGet("/audit/verify", async Task<IResult> (HttpContext context, PayoutsClient api) =>
        {
            // A form that one may not send is not shown: the API says who may.
            await api.Audit.PageAsync(new AuditFilter { Limit = 1 }, cancellationToken: context.RequestAborted);
            return await context.PageAsync<VerifyPage, VerifyModel>(VerifyModel.Nothing);
        });
        console.MapPost("/audit/verify", VerifyAsync);
        // To read an export is to be logged: only the scope is asked for here.
        console.MapGet("/audit/export", async Task<IResult> (HttpContext context, TimeProvider clock) => (await context.FrameAsync()).May(Scope.Admin.Value)
            ? await context.PageAsync<ExportPage, ExportModel>(new ExportModel(Today(clock), null))
            : await context.RefuseAsync(StatusCodes.Status403Forbidden, "forbidden", $"An export needs the scope {Scope.Admin.Value}"));
        console.MapPost("/audit/export", ExportAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, PayoutsClient api)
    {
        var filter = AuditChoice.Read(context.Request.Query);
        return await context.PageAsync<AuditPage, AuditModel>(new AuditModel(filter, await api.Audit.PageAsync(filter.ToApi(), filter.Cursor, context.RequestAborted)));
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var found = VerifyModel.Read(form);
        var began = clock.GetTimestamp();
        do
        {
            found = found.With(await api.Audit.VerifyAsync(new AuditVerification { Cursor = found.Next }, context.RequestAborted));
        }
        while (found.Next is not null && clock.GetElapsedTime(began) < Patience);
        return await context.PageAsync<VerifyPage, VerifyModel>(found);
    }

    private static async Task<IResult> ExportAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = form["day"].ToString();
        if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return await context.PageAsync<ExportPage, ExportModel>(new ExportModel(Today(clock), $"“{typed}” is no day."), StatusCodes.Status400BadRequest);
        }

        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var lines = await api.Audit.ExportAsync(from, from.AddDays(1), context.RequestAborted);
        return Results.File(lines, "application/x-ndjson", $"audit-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.ndjson");
    }

    private static string Today(TimeProvider clock) => clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
