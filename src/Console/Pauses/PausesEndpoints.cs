using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.Pauses;

/// <summary><c>/console/pauses</c>: what is held back, by whom and why. Stopping is one form, going on is one that asks.</summary>
internal static class PausesEndpoints
{
    private const string Path = "/console/pauses";

    public static void MapPauses(this RouteGroupBuilder console)
    {
        console.MapGet("/pauses", async (HttpContext context, PayoutsClient api) => await ShowAsync(context, api, PauseForm.Empty, null));
        console.MapPost("/pauses", PauseAsync);
        console.MapGet("/pauses/{scope}/lift", async (string scope, HttpContext context, PayoutsClient api) => await AskAsync(context, api, scope, "", null));
        console.MapPost("/pauses/{scope}/lift", LiftAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PayoutsClient api, PauseForm form, PayoutsException? refusal) => await context.PageAsync<PausesPage, PausesModel>(
        new PausesModel(await api.Pauses.ListAsync(context.RequestAborted), form, refusal), refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static async Task<IResult> PauseAsync(HttpContext context, PayoutsClient api)
    {
        var form = PauseForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        try
        {
            await api.Pauses.PauseAsync(form.Scope, form.Reason, context.RequestAborted);
            return Answers.Done(Path, "paused");
        }
        catch (ValidationFailedException exception)
        {
            return await ShowAsync(context, api, form, exception);
        }
    }

    // Somebody who may not lift it, or comes after it was lifted, is shown the list instead.
    private static async Task<IResult> AskAsync(HttpContext context, PayoutsClient api, string scope, string reason, PayoutsException? refusal, bool isWordWrong = false) =>
        (await context.FrameAsync()).May("payouts:operate") && (await api.Pauses.ListAsync(context.RequestAborted)).Data.FirstOrDefault(pause => pause.Scope == scope) is { } found
            ? await context.PageAsync<LiftPage, LiftModel>(new LiftModel(found, reason, refusal, isWordWrong), refusal is null && !isWordWrong ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
            : Answers.See(Path);

    private static async Task<IResult> LiftAsync(string scope, HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var reason = form["reason"].ToString();
        var isWord = form["word"].ToString().Trim().Equals(PauseWords.Word(scope), StringComparison.OrdinalIgnoreCase);

        // Who may not lift it is refused by the API, with or without the word.
        if (!isWord && (await context.FrameAsync()).May("payouts:operate"))
        {
            return await AskAsync(context, api, scope, reason, null, isWordWrong: true);
        }

        try
        {
            await api.Pauses.LiftAsync(scope, SeenVersion.Of(form), reason, context.RequestAborted);
            return Answers.Done(Path, "lifted");
        }
        catch (ValidationFailedException exception)
        {
            return await AskAsync(context, api, scope, reason, exception);
        }
    }
}
