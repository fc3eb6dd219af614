using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Payouts.Console.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Sessions;

/// <summary>Lets a post through only if it comes from a form of our own pages.</summary>
internal sealed class FormFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        OwnForms.IsFromHere(context.HttpContext.Request) && await IsOursAsync(context.HttpContext)
            ? await next(context)
            : new ProblemResult(ProblemRegistry.BadRequest, "The form is not one of this service, or is too old: load its page again.");

    /// <summary>
    /// A form is of the person who was signed in when it was made; a form to sign in, often of nobody, even if another
    /// window has signed in since.
    /// </summary>
    private static async Task<bool> IsOursAsync(HttpContext http)
    {
        var signedIn = (await http.AuthenticateAsync(SessionScheme.Name)).Principal;
        return (signedIn is not null && await IsOfAsync(http, signedIn)) || await IsOfAsync(http, new ClaimsPrincipal(new ClaimsIdentity()));
    }

    private static Task<bool> IsOfAsync(HttpContext http, ClaimsPrincipal person)
    {
        http.User = person;
        return OwnForms.HasTokenAsync(http);
    }
}
