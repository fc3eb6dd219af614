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
        http.RequestServices.GetRequiredService<CurrentRequest>().Context = http;
        if (IsStream(http))
        {
            // A browser cannot say it of a stream. It is said before the session is looked at, which it does not extend.
            http.Request.Headers[SessionNames.LiveHeader] = "1";
        }

        var session = await http.AuthenticateAsync(SessionNames.Scheme);
        http.User = session.Principal ?? new();
        var isOpen = http.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyone>() is not null;
        if (session.Principal is null && !isOpen)
        {
            return Over(http);
        }

        http.Features.Set(new FrameFeature(session.Principal is null ? Task.FromResult(FrameReader.Bare(http)) : FrameReader.ReadAsync(http)));
        if (!await IsOursAsync(http))
        {
            return await http.RefuseAsync(StatusCodes.Status400BadRequest, "form-refused", "The form was refused");
        }

        try
        {
            return await next(context);
        }
        catch (UnauthenticatedException) when (!isOpen)
        {
            return Over(http);
        }
        catch (PayoutsException exception)
        {
            return await http.ProblemAsync(exception);
        }
    }

    // A script cannot read the status of a stream that is refused: it is told, and the page covers itself.
    private static IResult Over(HttpContext http) => IsStream(http) ? TypedResults.Text(EventWriter.Of(LiveStream.Ended, "{}"), EventWriter.ContentType) : Answers.See(SignIn(http));

    // Every unsafe route has a page of the same path, so that one comes back to where one was.
    private static string SignIn(HttpContext http) =>
        $"{SessionNames.SignInPage}?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}";

    private static bool IsStream(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<LiveRoute>() is not null;

    private static async Task<bool> IsOursAsync(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || (OwnForms.IsFromHere(http.Request) && await OwnForms.HasTokenAsync(http));
}

/// <summary>Marks a route that needs no session: the sign-in's page.</summary>
internal sealed class OpenToAnyone;
