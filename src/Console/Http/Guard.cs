using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Client;
using Payouts.Console.Live;
using Payouts.Console.Shell;

namespace Payouts.Console.Http;

/// <summary>
/// The filter of every route of the console: who it is, whether the form is ours, and what an API that refuses looks
/// like.
/// </summary>
internal sealed class Guard : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsStream(http))
        {
            // A browser cannot say it of a stream. It is said before the session is looked at, which it does not extend.
            http.Request.Headers[SessionNames.LiveHeader] = "1";
        }

        var request = http.RequestServices.GetRequiredService<CurrentRequest>();
        request.Begin(http.Request);
        var session = await http.AuthenticateAsync(SessionNames.Scheme);
        http.User = session.Principal ?? new();
        var isOpen = http.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyone>() is not null;
        if (session.Principal is null && !isOpen)
        {
            return Over(http, request);
        }

        // The sign-in's page shows nothing of a session: the API may refuse the one that there is.
        http.Features.Set(new FrameFeature(() => isOpen ? Task.FromResult(FrameReader.Bare(http)) : FrameReader.ReadAsync(http)));
        try
        {
            return await AnswerAsync(context, next);
        }
        catch (UnauthenticatedException)
        {
            return Over(http, request);
        }
    }

    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            if (!OwnForms.IsFromHere(http.Request) || !await OwnForms.HasTokenAsync(http))
            {
                return await http.RefuseAsync(StatusCodes.Status400BadRequest, "form-refused", "The form was refused");
            }

            if (!http.RequestServices.GetRequiredService<FormLimiter>().TryCount(http.User.SessionKey()))
            {
                http.Response.Headers.RetryAfter = "60";
                return await http.RefuseAsync(StatusCodes.Status429TooManyRequests, "rate-limited", "You sent too many forms");
            }
        }

        try
        {
            return await next(context);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await http.ProblemAsync(exception);
        }
    }

    private static IResult Over(HttpContext http, CurrentRequest request)
    {
        if (IsStream(http))
        {
            // A script cannot read the status of a refused stream, so an event tells it, and it clears the page.
            return TypedResults.Text(EventWriter.Of(LiveStream.Ended, "{}"), EventWriter.ContentType);
        }

        if (request.Session.Length > 0)
        {
            // Not the storage: it holds the drafts, which are needed after the next sign-in.
            http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        }

        // Every unsafe route has a page of the same path, so that one comes back to where one was.
        return Answers.See($"{SessionNames.SignInPage}?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
    }

    private static bool IsStream(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<LiveRoute>() is not null;
}

/// <summary>Marks a route that needs no session: the sign-in's page.</summary>
internal sealed class OpenToAnyone;
