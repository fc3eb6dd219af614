using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Payouts.Console.Http;

/// <summary>
/// Whether a post comes from a form of our own pages. ASP.NET Core's own antiforgery attribute rejects nothing where no
/// parameter is bound to the form: filters ask here, for the console's routes and for those of the sign-in.
/// </summary>
public static class OwnForms
{
    /// <summary>Whether the browser does not say that another site sent it.</summary>
    /// <param name="request">The post.</param>
    public static bool IsFromHere(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];
    }

    /// <summary>Whether it is a form with a token of whoever <see cref="HttpContext.User"/> is.</summary>
    /// <param name="http">The post.</param>
    public static async Task<bool> HasTokenAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        try
        {
            return http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The body is no form after all, or too large for one.
            return false;
        }
    }
}
