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

    private static async Task<IResult> ShowAsync(HttpContext context, SignInWays ways, string? failed, string? returnUrl) =>
        await context.PageAsync<SignInPage, SignInModel>(new SignInModel(await ways.AskAsync(context), failed, LocalPath.OrHome(returnUrl)));
}

/// <summary>The page.</summary>
/// <param name="Ways">How one can sign in; null when the gateway does not answer.</param>
/// <param name="Failed">Why the last attempt did not work, as a word.</param>
/// <param name="ReturnUrl">Where one goes afterwards.</param>
public sealed record SignInModel(Ways? Ways, string? Failed, string ReturnUrl);
