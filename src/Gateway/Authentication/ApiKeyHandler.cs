using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Authentication;

/// <summary>
/// Authenticates <c>Authorization: Bearer KEY</c>, and answers 401 and 403 as problems. Scoped: one per request.
/// </summary>
internal sealed class ApiKeyHandler(ApiKeys keys, KeyRefresh refresh, TimeProvider time) : IAuthenticationHandler
{
    private const string Prefix = "Bearer ";

    private HttpContext? _context;
    private bool _isUnknown;

    private HttpContext Context => _context ?? throw new InvalidOperationException("The handler has no request yet.");

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => keys.AreTold || !MustWait ? Task.FromResult(Authenticate()) : AuthenticateOnceToldAsync();

    public Task ChallengeAsync(AuthenticationProperties? properties) =>
        (_isUnknown
            ? ProblemResult.Unavailable("The cluster has not told for a while which keys there are. Repeat the same request.")
            : new ProblemResult(ProblemRegistry.Unauthenticated, "The Authorization header is missing, or its key is unknown.")).ExecuteAsync(Context);

    public Task ForbidAsync(AuthenticationProperties? properties) =>
        new ProblemResult(
            ProblemRegistry.Forbidden, $"The {(Context.User.HasClaim(CallerClaims.Via, "session") ? "session" : "key")} lacks the scope {MissingScope ?? "that this call requires"}.").ExecuteAsync(Context);

    // Each route names one, as its policy.
    private string? MissingScope => Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Select(required => required.Policy).LastOrDefault(scope => scope is not null && !Context.User.HasClaim(ApiKey.ScopeClaim, scope));

    private string? Presented =>
        Context.Request.Headers.Authorization is [{ } value] && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? value[Prefix.Length..].Trim() : null;

    // What everybody may ask for waits for no silo.
    private bool MustWait => Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null && Presented is { } presented && keys.IsUnknown(presented);

    private async Task<AuthenticateResult> AuthenticateOnceToldAsync()
    {
        await refresh.BeToldAsync(Context.RequestAborted);
        return Authenticate();
    }

    private AuthenticateResult Authenticate()
    {
        if (Context.Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (Presented is not { } presented || Find(presented) is not { } key)
        {
            return AuthenticateResult.Fail("No such key.");
        }

        key.Use.Mark(time.GetUtcNow());
        return AuthenticateResult.Success(new(key.Caller, ApiKey.SchemeName));
    }

    private ApiKey? Find(string presented)
    {
        var key = keys.Find(presented);
        _isUnknown = key is null && keys.IsUnknown(presented);
        return key is { LoopbackOnly: true } && !IsLoopback(Context.Connection.RemoteIpAddress) ? null : key;
    }

    /// <summary>IPv4's whole 127.0.0.0/8, IPv6's ::1, and the former mapped into IPv6.</summary>
    internal static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
