using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Payouts.Gateway.Sessions;

/// <summary>Our part in ASP.NET Core's cookie authentication.</summary>
internal sealed class SessionEvents(SessionRules rules) : CookieAuthenticationEvents
{
    /// <summary>Gives the request its caller, or ends the session.</summary>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (await rules.CallerAsync(context.Principal, context.HttpContext) is { } caller)
        {
            context.ReplacePrincipal(caller);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SessionScheme.Name);
    }

    /// <summary>ASP.NET Core would write the cookie anew only in the second half of its time: who paused for 16 minutes could be too late.</summary>
    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew = context.ElapsedTime >= SessionScheme.Renewal && SessionScheme.IsActivity(context.Request);
        return Task.CompletedTask;
    }
}
