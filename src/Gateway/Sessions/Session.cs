using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Payouts.Console.Shell;
using Payouts.Gateway.Authentication;

namespace Payouts.Gateway.Sessions;

/// <summary>What the cookie keeps: who signed in, how and when; never what he may do, which is looked up each time.</summary>
/// <param name="Way">How he signed in.</param>
/// <param name="Person">Who; case-folded (<see cref="Fold"/>).</param>
/// <param name="Key">The key's id or name, for <see cref="SignInWay.Key"/>.</param>
/// <param name="Roles">The roles that he came with, for the other ways.</param>
/// <param name="Since">When.</param>
internal sealed record Session(SignInWay Way, string Person, string? Key, ImmutableArray<string> Roles, DateTimeOffset Since)
{
    /// <summary>The claim with a role's name; a person may have several.</summary>
    public const string RoleClaim = "role";

    /// <summary>The most characters of a person: as many as an e-mail address may have.</summary>
    public const int MostOfAPerson = 254;

    private const string WayClaim = "way";

    /// <summary>The claim that says when it began.</summary>
    public Claim Beginning => new(SessionClaims.Beginning, Since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>How persons are compared.</summary>
    public static string Fold(string person) => person.Trim().ToLowerInvariant();

    /// <summary>As the cookie keeps it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new(WayClaim, Way.ToString()),
            new(CallerClaims.Person, Person),
            .. Key is null ? Array.Empty<Claim>() : [new(CallerClaims.Key, Key)],
            .. Roles.Select(role => new Claim(RoleClaim, role)),
            Beginning,
        ],
        SessionScheme.Name));

    /// <summary>Reads it back; <see langword="null"/> if another release wrote it in a way that this one does not know.</summary>
    public static Session? Of(ClaimsPrincipal? kept) =>
        kept?.FindFirstValue(CallerClaims.Person) is { Length: > 0 } person
        && Enum.TryParse<SignInWay>(kept.FindFirstValue(WayClaim), out var way)
        && BeginningOf(kept) is { } since
            ? new(way, person, kept.FindFirstValue(CallerClaims.Key), [.. kept.FindAll(RoleClaim).Select(role => role.Value)], since)
            : null;

    /// <summary>When the session of a caller began; <see langword="null"/> if the caller has none.</summary>
    public static DateTimeOffset? BeginningOf(ClaimsPrincipal caller) =>
        long.TryParse(caller.FindFirstValue(SessionClaims.Beginning), NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;
}

/// <summary>How a person signed in.</summary>
internal enum SignInWay
{
    /// <summary>With a key that belongs to a person.</summary>
    Key,

    /// <summary>At the identity provider.</summary>
    Oidc,

    /// <summary>As one of Development's people.</summary>
    Development,
}
