using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.NewPayout;

/// <summary>
/// <c>/console/payouts/new</c>: client, form, review, send. Nothing is stored before the last step, and the form's key goes through all of them, so
/// that however often it is sent it is one payout.
/// </summary>
internal static class NewPayoutEndpoints
{
    private const string Path = "/payouts/new";

    public static void MapNewPayout(this RouteGroupBuilder console)
    {
        console.MapGet(Path, OpenAsync);
        var steps = console.MapGroup(Path).AddEndpointFilter(HasKeyAsync);
        steps.MapPost("/review", ReviewAsync);
        steps.MapPost("/send", SendAsync);
        steps.MapPost("/edit", EditAsync);
        foreach (var step in new[] { "review", "send", "edit" })
        {
            // Where a sign-in comes back to: the browser restores what was typed.
            console.MapGet($"{Path}/{step}", (HttpContext context, PayoutsClient api, string? client, string? again) =>
                again is { Length: > 0 } ? OpenAsync(context, api, client, again, amount: null) : FormAsync(context, api, NewPayoutForm.Fresh(client ?? "")));
        }
    }

    private static async Task<IResult> OpenAsync(HttpContext context, PayoutsClient api, string? client, string? like, string? amount, string? entry = null)
    {
        var pattern = like is null or { Length: 0 } or "none" ? null : await api.GetAsync(like, context.RequestAborted);
        var notAgain = pattern is null ? null : NewPayoutWords.NotAgain(pattern);
        if ((pattern?.ClientId ?? client) is not { Length: > 0 } who)
        {
            var lately = await api.PageAsync(new PayoutFilter { Limit = NewPayoutReader.Newest }, cancellationToken: context.RequestAborted);
            return await context.PageAsync<ClientPage, ClientModel>(new ClientModel(client, [.. lately.Data.Select(payout => payout.ClientId).Distinct().Take(ClientModel.Shown)], notAgain));
        }

        var around = await NewPayoutReader.AroundAsync(api, who, context.RequestAborted);
        if (pattern is not null && notAgain is null && Receivers.IsUnpaid(pattern))
        {
            return await context.PageAsync<NewPayoutPage, NewPayoutModel>(new NewPayoutModel(NewPayoutForm.InPlaceOf(pattern), around));
        }

        if (around.Book.FirstOrDefault(known => known.Id == entry) is { } chosen)
        {
            return await context.PageAsync<NewPayoutPage, NewPayoutModel>(new NewPayoutModel(NewPayoutForm.To(chosen), around) { Entry = chosen, Restored = NewPayoutModel.AllButReceiver });
        }

        var filled = like == "none" || notAgain is not null ? null : PaidBefore.Filling(around.Rows, pattern);
        return await context.PageAsync<NewPayoutPage, NewPayoutModel>(new NewPayoutModel(NewPayoutForm.Fresh(who, filled?.Last, amount), around)
        {
            Filled = filled,
            NotAgain = notAgain,
            Restored = amount is not null ? "key" : like is not null ? NewPayoutModel.AllButReceiver : null
        });
    }

    // A key that somebody altered could not go through all steps: it is refused before anything is asked.
    private static async ValueTask<object?> HasKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => IdempotencyKeys.IsValid((await ReadAsync(context.HttpContext)).Key)
        ? await next(context)
        : await context.HttpContext.RefuseAsync(StatusCodes.Status400BadRequest, "invalid-idempotency-key", "The form has no key");

    private static async Task<IResult> EditAsync(HttpContext context, PayoutsClient api) => await FormAsync(context, api, await ReadAsync(context));

    private static async Task<IResult> ReviewAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var form = await ReadAsync(context);
        try
        {
            var review = await NewPayoutReader.ReviewAsync(api, form, clock, context.RequestAborted);
            return review.Checked.Existing is { } existing ? Answers.Done($"/console/payouts/{existing.Id}", "existing")
                : review.NotAgain is not null ? await FormAsync(context, api, form, notAgain: review.NotAgain)
                : await context.PageAsync<ReviewPage, ReviewModel>(review);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await FormAsync(context, api, form, exception);
        }
    }

    private static async Task<IResult> SendAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var form = await ReadAsync(context);
        ReviewModel? review = null;
        try
        {
            review = await NewPayoutReader.ReviewAsync(api, form, clock, context.RequestAborted);
            var isNew = review.Checked.Existing is null;
            if (isNew && review.NotAgain is not null)
            {
                return await FormAsync(context, api, form, notAgain: review.NotAgain);
            }

            if (isNew && review.Gate.Missing(form).Count > 0)
            {
                return await context.PageAsync<ReviewPage, ReviewModel>(review with { WasRefused = true }, StatusCodes.Status400BadRequest);
            }

            var created = await api.CreateAsync(form.ToJson(), form.Key, context.RequestAborted);
            return Answers.Done($"/console/payouts/{created.Value.Id}", isNew ? "created" : "existing");
        }
        catch (PayoutsException exception) when (exception.IsRetryable && review is not null)
        {
            return await context.PageAsync<ReviewPage, ReviewModel>(review with { Refusal = exception }, StatusOf(exception));
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await FormAsync(context, api, form, exception);
        }
    }

    // The form again, with everything that was typed; what lies around it may be out of reach as well.
    private static async Task<IResult> FormAsync(HttpContext context, PayoutsClient api, NewPayoutForm form, PayoutsException? refusal = null, string? notAgain = null)
    {
        var around = refusal is { IsRetryable: true } || form["client_id"].Length == 0 ? Surroundings.None : await NewPayoutReader.TryAroundAsync(api, form["client_id"], context.RequestAborted);
        var model = new NewPayoutModel(form, around)
        {
            Refusal = refusal,
            NotAgain = notAgain,
            SentAs = refusal is KeyReusedException ? PayoutIds.Of(form["client_id"], form.Key) : null
        };
        return await context.PageAsync<NewPayoutPage, NewPayoutModel>(model, refusal is not null ? StatusOf(refusal) : notAgain is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static int StatusOf(PayoutsException exception) =>
        exception is OutcomeUnknownException || exception.Status is not { } status ? StatusCodes.Status503ServiceUnavailable : status;

    private static async Task<NewPayoutForm> ReadAsync(HttpContext context) => NewPayoutForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
}
