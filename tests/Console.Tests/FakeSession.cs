using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Payouts.Console.Tests;

/// <summary>The gateway's session scheme as the console sees it: the cookie is the name, a colon and the scopes.</summary>
internal sealed class FakeSession(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies["__Host-payouts"]?.Split(':', 2) is not [var person, var scopes])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var claims = scopes.Split('+').Select(scope => new Claim("scope", $"payouts:{scope}")).Append(new("person", person)).Append(new(ClaimTypes.Name, person)).Append(new("sub", person));
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
    }
}
