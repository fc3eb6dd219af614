using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Authentication;

/// <summary>Authenticates <c>Authorization: Bearer KEY</c>, and answers 401 and 403 as problems.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    public const string ScopeClaim = "scope";
    public const string ClientClaim = "client_id";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return new ProblemResult(ProblemRegistry.Unauthenticated, "The Authorization header is missing, or its key is not known.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(ProblemRegistry.Forbidden, "The key lacks the scope that this call needs.").ExecuteAsync(Context);

    private AuthenticateResult Authenticate()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (header.Count > 1 || header[0] is not { } value || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || keys.Find(value[Prefix.Length..].Trim()) is not { } key
            || key.LoopbackOnly && !IsLoopback(Context.Connection.RemoteIpAddress))
        {
            return AuthenticateResult.Fail("No such key.");
        }

        List<Claim> claims = [new(ClaimTypes.Name, key.Name), .. key.Scopes.Select(scope => new Claim(ScopeClaim, scope))];
        if (key.ClientId is { } clientId)
        {
            claims.Add(new(ClientClaim, clientId));
        }

        return AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    /// <summary>IPv4's whole 127.0.0.0/8, IPv6's ::1, and the former mapped into IPv6.</summary>
    internal static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
