using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Sessions;

/// <summary>
/// Lets a post through only if it comes from a form of our own pages. ASP.NET Core's attribute alone rejects nothing
/// where no parameter is bound to the form.
/// </summary>
internal sealed class FormFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    private const string FetchSite = "Sec-Fetch-Site";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsFromHere(context.HttpContext.Request) && await IsOursAsync(context.HttpContext)
            ? await next(context)
            : new ProblemResult(ProblemRegistry.BadRequest, "The form is not one of this service, or is too old: load its page again.");

    private static bool IsFromHere(HttpRequest request) => request.Headers[FetchSite] is [] or ["same-origin"];

    private async Task<bool> IsOursAsync(HttpContext http)
    {
        var signedIn = (await http.AuthenticateAsync(SessionScheme.Name)).Principal;
        return (signedIn is not null && await IsOfAsync(http, signedIn)) || await IsOfAsync(http, new ClaimsPrincipal(new ClaimsIdentity()));
    }

    /// <summary>
    /// A form is of the person who was signed in when it was made; a form to sign in, often of nobody, even if another
    /// window has signed in since.
    /// </summary>
    private async Task<bool> IsOfAsync(HttpContext http, ClaimsPrincipal person)
    {
        http.User = person;
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The body is no form, or too large for one.
            return false;
        }
    }
}
