using System.Collections.Immutable;
using System.Security.Claims;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Authentication;

/// <summary>A configured API key.</summary>
/// <param name="Name">For people, logs and limits; never secret.</param>
/// <param name="Sha256">Of the key's UTF-8 bytes. The key itself is stored nowhere.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ClientId">
/// The only client whose payouts it sees and creates; <see langword="null"/> for all clients.
/// </param>
/// <param name="Person">
/// Whose key it is: an e-mail or a name; <see langword="null"/> for a key that belongs to nobody. One person may have
/// several.
/// </param>
/// <param name="LoopbackOnly">Accepted only from this machine.</param>
internal sealed record ApiKey(
    string Name, ImmutableArray<byte> Sha256, ImmutableArray<string> Scopes, string? ClientId, string? Person = null, bool LoopbackOnly = false)
{
    /// <summary>The authentication scheme, also in the <c>WWW-Authenticate</c> header.</summary>
    public const string SchemeName = ProblemRegistry.Bearer;

    public const string ScopeClaim = "scope";
    public const string ClientClaim = "client_id";

    /// <summary>The principal of every request with this key.</summary>
    public ClaimsPrincipal Caller { get; } = new(new ClaimsIdentity(
        [
            new(ClaimTypes.Name, Name),
            new(CallerClaims.Key, Name),
            new(CallerClaims.Via, "key"),
            .. Scopes.Select(scope => new Claim(ScopeClaim, scope)),
            .. Person is null ? Array.Empty<Claim>() : [new(CallerClaims.Person, Person)],
            .. ClientId is null ? Array.Empty<Claim>() : [new(ClientClaim, ClientId)],
        ],
        SchemeName));
}
