using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Console.Http;
using Payouts.Console.Shell;

namespace Payouts.Console.SignIn;

/// <summary><c>GET /console/sign-in</c>: the ways in. Its forms go to the gateway, which makes the session.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder console) => console.MapGet("/sign-in", ShowAsync).WithMetadata(new OpenToAnyone());

    private static Task<IResult> ShowAsync(HttpContext context, SignInWays ways, string? failed, string? returnUrl)
    {
        var isHere = context.Connection.RemoteIpAddress is { } reader && IPAddress.IsLoopback(reader);
        return context.PageAsync<SignInPage, SignInModel>(new SignInModel(isHere ? ways : ways with { People = [] }, failed, LocalPath.OrHome(returnUrl)));
    }
}

/// <summary>The page.</summary>
/// <param name="Ways">How one can sign in.</param>
/// <param name="Failed">Why the last attempt did not work, as a word.</param>
/// <param name="ReturnUrl">Where one goes afterwards.</param>
public sealed record SignInModel(SignInWays Ways, string? Failed, string ReturnUrl);
