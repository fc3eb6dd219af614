using System.Collections.Immutable;
using System.Security.Claims;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Authentication;

/// <summary>An API key, configured or made at run time.</summary>
/// <param name="Name">For people, logs and limits; never secret.</param>
/// <param name="Sha256">
/// Of the UTF-8 bytes of a configured key, which itself is stored nowhere. Empty if it was made at run time: that one
/// has secrets of its own.
/// </param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ClientId">
/// The only client whose payouts it sees and creates; <see langword="null"/> for all clients.
/// </param>
/// <param name="Person">
/// Whose key it is: an e-mail or a name; <see langword="null"/> for a key that belongs to nobody. One person may have
/// several.
/// </param>
/// <param name="LoopbackOnly">Accepted only from this machine.</param>
/// <param name="ServiceKeyId">If it was made at run time, its id.</param>
internal sealed record ApiKey(
    string Name, ImmutableArray<byte> Sha256, ImmutableArray<string> Scopes, string? ClientId, string? Person = null, bool LoopbackOnly = false, string? ServiceKeyId = null)
{
    /// <summary>The authentication scheme, also in the <c>WWW-Authenticate</c> header.</summary>
    public const string SchemeName = ProblemRegistry.Bearer;

    public const string ScopeClaim = "scope";
    public const string ClientClaim = "client_id";

    /// <summary>What the API knows it by: a configured key's is its name.</summary>
    public string Id { get; } = ServiceKeyId ?? Name;

    /// <summary>The hash of a configured key: 64 hex digits, lower case.</summary>
    public string HexSha256 => Convert.ToHexStringLower(Sha256.AsSpan());

    /// <summary>When it was last used here.</summary>
    public KeyUse Use { get; init; } = new();

    /// <summary>The principal of every request with this key.</summary>
    public ClaimsPrincipal Caller { get; } = new(new ClaimsIdentity(
        [
            new(ClaimTypes.Name, Name),
            new(CallerClaims.Key, ServiceKeyId ?? Name),
            new(CallerClaims.Via, "key"),
            .. Scopes.Select(scope => new Claim(ScopeClaim, scope)),
            .. Person is null ? Array.Empty<Claim>() : [new(CallerClaims.Person, Person)],
            .. ClientId is null ? Array.Empty<Claim>() : [new(ClientClaim, ClientId)],
        ],
        SchemeName));
}
