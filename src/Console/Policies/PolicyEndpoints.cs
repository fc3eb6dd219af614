using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Policies;

/// <summary><c>/console/policy</c>: which payouts may leave, and how two persons change that.</summary>
internal static class PolicyEndpoints
{
    private const string Path = "/console/policy";

    public static void MapPolicy(this RouteGroupBuilder console)
    {
        console.MapGet("/policy", ReadAsync);
        console.MapGet("/policy/versions/{id}", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<VersionPage, PolicyVersion>(await api.Policies.VersionAsync(Number(id), context.RequestAborted)));
        console.MapGet("/policy/new", async (HttpContext context, PayoutsClient api) =>
            await context.PageAsync<ProposePage, ProposeModel>(new(ProposeForm.Of(await api.Policies.GetAsync(context.RequestAborted)))));
        console.MapPost("/policy/new", ProposeAsync);
        console.MapGet("/policy/proposals/{id}", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<ProposalPage, ProposalModel>(new(await api.Policies.ProposalAsync(id, context.RequestAborted))));
        console.MapGet("/policy/proposals/{id}/approve", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<ApprovePage, ProposalModel>(new(await api.Policies.ProposalAsync(id, context.RequestAborted))));
        console.MapPost("/policy/proposals/{id}/approve", ApproveAsync);
        console.MapGet("/policy/proposals/{id}/reject", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<RejectPage, ProposalModel>(new(await api.Policies.ProposalAsync(id, context.RequestAborted))));
        console.MapPost("/policy/proposals/{id}/reject", RejectAsync);
        console.MapGet("/policy/try", async (HttpContext context, PayoutsClient api, string? proposal) =>
        {
            // A form that one may not send is not shown: the API says who may.
            await api.Policies.GetAsync(context.RequestAborted);
            return await context.PageAsync<TryPage, TryModel>(new(TryForm.Empty(proposal)));
        });
        console.MapPost("/policy/try", TryAsync);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, PayoutsClient api)
    {
        var (policy, proposals, versions) = (api.Policies.GetAsync(context.RequestAborted), api.Policies.ProposalsAsync(context.RequestAborted), api.Policies.VersionsAsync(context.RequestAborted));
        await Task.WhenAll(policy, proposals, versions);
        return await context.PageAsync<PolicyPage, PolicyModel>(new(await policy, await proposals, await versions));
    }

    private static async Task<IResult> ProposeAsync(HttpContext context, PayoutsClient api)
    {
        var form = ProposeForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        try
        {
            var proposal = await api.Policies.ProposeAsync(form.Json, form.Note.ReplaceLineEndings(" "), form.Version, context.RequestAborted);
            return Answers.Done($"{Path}/proposals/{Uri.EscapeDataString(proposal.Id)}", "policy-proposed");
        }
        catch (ArgumentException)
        {
            return await context.PageAsync<ProposePage, ProposeModel>(new(form, IsNoJson: true), StatusCodes.Status400BadRequest);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await context.PageAsync<ProposePage, ProposeModel>(new(form, exception), StatusOf(exception));
        }
    }

    private static async Task<IResult> ApproveAsync(string id, HttpContext context, PayoutsClient api)
    {
        var version = SeenVersion.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        try
        {
            await api.Policies.ApproveAsync(id, version, context.RequestAborted);
            return Answers.Done(Path, "policy-approved");
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException and not NotFoundException)
        {
            return await context.PageAsync<ApprovePage, ProposalModel>(new(await api.Policies.ProposalAsync(id, context.RequestAborted), exception), StatusOf(exception));
        }
    }

    private static async Task<IResult> RejectAsync(string id, HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var reason = form["reason"].ToString();
        try
        {
            await api.Policies.RejectAsync(id, SeenVersion.Of(form), reason.Trim().Length == 0 ? null : reason, context.RequestAborted);
            return Answers.Done(Path, "policy-rejected");
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException and not NotFoundException)
        {
            return await context.PageAsync<RejectPage, ProposalModel>(new(await api.Policies.ProposalAsync(id, context.RequestAborted), exception, reason), StatusOf(exception));
        }
    }

    private static async Task<IResult> TryAsync(HttpContext context, PayoutsClient api)
    {
        var form = TryForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        if (form.Request() is not { } request)
        {
            return await context.PageAsync<TryPage, TryModel>(new(form), StatusCodes.Status400BadRequest);
        }

        try
        {
            return await context.PageAsync<TryPage, TryModel>(new(form, await api.Policies.CheckAsync(request, form.Supposing(), context.RequestAborted)));
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await context.PageAsync<TryPage, TryModel>(new(form, Refusal: exception), StatusOf(exception));
        }
    }

    // Versions count from 1: what is no number is none.
    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int StatusOf(PayoutsException exception) => exception.Status ?? StatusCodes.Status503ServiceUnavailable;
}
