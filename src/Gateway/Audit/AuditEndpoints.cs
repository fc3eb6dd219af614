using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Audit;

/// <summary>The routes of the audit (docs/http-api.md, "Audit").</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        const string tag = "Audit";
        const string about = "What people changed, and the proof that nobody altered what is stored.";
        routes.MapGroup("/payouts").RequireKey().WithTag(tag, about)
            .MapGet("/{id}/audit", PayoutAsync).RequireAuthorization(Scopes.Read).WithName("ReadPayoutAudit").Describe(AuditDescription.Payout);
        var audit = routes.MapGroup("/audit").RequireKey().AddEndpointFilter(RefuseBoundAsync).WithTag(tag, about);
        audit.MapGet("/", ListAsync).RequireAuthorization(Scopes.Read).WithName("ListAuditEntries").Describe(AuditDescription.List);
        audit.MapPost("/verify", VerifyAsync).RequireAuthorization(Scopes.Read).WithName("VerifyAudit").Describe(AuditDescription.Verify);
        audit.MapGet("/export", ExportAsync).RequireAuthorization(Scopes.Admin).WithName("ExportAudit").Describe(AuditDescription.Export);
    }

    private static async ValueTask<object?> RefuseBoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.BoundClient() is null ? await next(context) : new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client.");

    private static async Task<Results<ShapeResult<PayoutAudit>, ProblemResult>> PayoutAsync(
        string id, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken) =>
        PayoutId.IsValid(id)
        && await grains.RunAsync(factory => Reader(factory).Payout(id), cancellationToken) is { } found
        && caller.MaySee(found.ClientId)
            ? new ShapeResult<PayoutAudit>(AuditShape.Payout, found)
            : ProblemResult.NoSuchPayout();

    private static async Task<Results<ShapeResult<AuditEntriesShown>, ProblemResult>> ListAsync(
        HttpRequest http, GrainCalls grains, AuditCursor cursors, CancellationToken cancellationToken)
    {
        var (query, cursor, errors) = AuditRequests.List(http.Query);
        if (!errors.IsEmpty)
        {
            return ProblemResult.Invalid(errors);
        }

        var before = cursor is null ? null : cursors.ReadEntry(cursor);
        if (cursor is not null && before is null)
        {
            return NoCursor();
        }

        var page = await grains.RunAsync(factory => Reader(factory).Entries(query with { Before = before }), cancellationToken);
        return new ShapeResult<AuditEntriesShown>(AuditShape.Entries, new(page.Entries, page.Next is { } next ? cursors.Write(next) : null));
    }

    private static async Task<Results<ShapeResult<AuditVerified>, ProblemResult>> VerifyAsync(
        HttpRequest http, GrainCalls grains, AuditCursor cursors, CancellationToken cancellationToken)
    {
        var (asked, problem) = await JsonRequest.ReadAsync(http, AuditRequests.MaxBodyBytes, AuditRequests.Verification, cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        var place = asked.Cursor is null ? null : cursors.ReadPlace(asked.Cursor);
        if (asked.Cursor is not null && place is null)
        {
            return NoCursor();
        }

        var check = new AuditCheck(asked.PayoutId, asked.From, asked.To, place);
        var report = await grains.RunAsync(factory => Reader(factory).Verify(check), cancellationToken);
        if (asked.PayoutId is not null && report is { Checked: 0, Faults: [] })
        {
            // Never fine: it may have been deleted. A verification of everything finds that.
            return ProblemResult.NoSuchPayout();
        }

        return new ShapeResult<AuditVerified>(AuditShape.Verified, new(report, report.Next is { } next ? cursors.Write(next) : null));
    }

    private static async Task<Results<AuditExportResult, ProblemResult>> ExportAsync(
        HttpContext http, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var (export, errors) = AuditRequests.Export(http.Request.Query);
        if (export is null)
        {
            return ProblemResult.Invalid(errors);
        }

        // Before the first line: whoever has an export is in the log.
        var draft = new AuditDraft(
            $"export/{Nonces.Next()}", Grains.Interfaces.WholeMilliseconds.Floor(time.GetUtcNow()), http.Actor(), "audit.exported",
            $"{Times.Format(export.From)}/{Times.Format(export.To)}", []);
        await grains.RunAsync(factory => factory.GetGrain<IAuditGrain>(IAuditGrain.Key).Append(draft), cancellationToken);
        return new AuditExportResult(export, grains);
    }

    private static IAuditReaderGrain Reader(IGrainFactory factory) => factory.GetGrain<IAuditReaderGrain>(0);

    private static ProblemResult NoCursor() => new(ProblemRegistry.InvalidCursor, "The cursor was not issued by this service for the audit.");
}
