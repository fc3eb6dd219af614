using Microsoft.AspNetCore.Authentication;
using Payouts.Console.Shell;
using Payouts.Gateway.Authentication;

namespace Payouts.Gateway.Sessions;

/// <summary>The routes that begin and end sessions. The page with their forms is the console's.</summary>
internal static class SignInEndpoints
{
    // A form of ours has a key, a path and a token.
    private const long MostBytes = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder routes, SessionSettings settings)
    {
        var signIn = routes.MapGroup("/console").WithMetadata(new FormSize(MostBytes));
        var forms = signIn.MapGroup("/").AddEndpointFilter<FormFilter>();
        forms.MapPost("/sign-in/key", WithKeyAsync);
        signIn.MapPost("/sign-out", (Delegate)SignOutAsync).AddEndpointFilter(UnlessOverAsync).AddEndpointFilter<FormFilter>();
        if (settings.HasPeople)
        {
            forms.MapPost("/sign-in/person", AsPersonAsync);
        }

        if (settings.Oidc is not null)
        {
            signIn.MapOidc();
        }
    }

    private static async Task<IResult> WithKeyAsync(HttpContext http, ApiKeys keys, KeyRefresh refresh, SignInLimiter limiter, TimeProvider time)
    {
        await refresh.BeToldAsync(http.RequestAborted);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (returnUrl, from) = (LocalPath.OrHome(form["returnUrl"]), http.Connection.RemoteIpAddress);
        if (!limiter.TryBegin(from))
        {
            return SignInFailure.Of(SignInFailure.Wait, returnUrl);
        }

        if (keys.Find(form["key"].ToString().Trim()) is not { Person: { } person } key || (key.LoopbackOnly && !ApiKeyHandler.IsLoopback(from)))
        {
            return SignInFailure.Of(SignInFailure.Refused, returnUrl);
        }

        limiter.Succeeded(from);
        key.Use.Mark(time.GetUtcNow());
        return await BeginAsync(http, new(SignInWay.Key, Session.Fold(person), key.Name, [], time.GetUtcNow()), returnUrl);
    }

    private static async Task<IResult> AsPersonAsync(HttpContext http, SessionSettings settings, TimeProvider time)
    {
        if (!settings.HasPeople || !ApiKeyHandler.IsLoopback(http.Connection.RemoteIpAddress))
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (returnUrl, name) = (LocalPath.OrHome(form["returnUrl"]), form["name"].ToString());
        return DevelopmentPeople.RoleOf(name) is { } role
            ? await BeginAsync(http, new(SignInWay.Development, name, null, [role], time.GetUtcNow()), returnUrl)
            : SignInFailure.Of(SignInFailure.Refused, returnUrl);
    }

    private static async Task<IResult> BeginAsync(HttpContext http, Session session, string returnUrl)
    {
        await SignInLog.BeginAsync(http, session);
        return new SeeOther(returnUrl);
    }

    /// <summary>Who was idle for too long and then signs out is where he wants to be: his form is of a session that is over.</summary>
    private static async ValueTask<object?> UnlessOverAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        (await context.HttpContext.AuthenticateAsync(SessionScheme.Name)).Succeeded ? await next(context) : Cleared(context.HttpContext);

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(SessionScheme.Name);
        return Cleared(http);
    }

    private static SeeOther Cleared(HttpContext http)
    {
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return new SeeOther(SessionScheme.Page);
    }

    /// <summary>The most bytes of a form.</summary>
    private sealed record FormSize(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
