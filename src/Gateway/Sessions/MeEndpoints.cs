using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Sessions;

/// <summary>The routes of the caller and of people (docs/adr/0031-people-and-sessions.md).</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/").RequireKey().SayWhoAsks().WithTag("People", "Who calls, and the end of sessions.");
        people.MapGet("/me", ReadAsync).WithName("ReadMe").Describe(MeDescription.Read);
        people.MapPost("/me/sign-out-everywhere", SignOutAsync).WithName("SignOutEverywhere").Describe(MeDescription.SignOut);
        people.MapPost("/people/{person}/sign-out-everywhere", SignOutOtherAsync).RequireAuthorization(Scopes.Admin)
            .WithName("SignPersonOutEverywhere").Describe(MeDescription.SignOutOther);
    }

    private static async Task<ShapeResult<Me>> ReadAsync(HttpContext http, SessionSettings settings, TimeProvider time)
    {
        var caller = http.User;
        var roles = string.Join(", ", caller.FindAll(Session.RoleClaim).Select(role => role.Value));
        return new(MeShape.Me, new(
            caller.FindFirstValue(CallerClaims.Person),
            caller.FindFirstValue(CallerClaims.Key),
            caller.FindFirstValue(CallerClaims.Via)!,
            roles.Length == 0 ? null : roles,
            [.. caller.FindAll(ApiKey.ScopeClaim).Select(scope => scope.Value)],
            caller.BoundClient(),
            settings.Environment,
            Session.BeginningOf(caller) is { } since ? SessionOf(await http.AuthenticateAsync(SessionScheme.Name), since, http, time.GetUtcNow()) : null));
    }

    private static MeSession SessionOf(AuthenticateResult session, DateTimeOffset since, HttpContext http, DateTimeOffset now)
    {
        var (written, until) = (session.Properties?.IssuedUtc ?? now, session.Properties?.ExpiresUtc ?? now);
        var idleUntil = now - written >= SessionScheme.Renewal && SessionScheme.IsActivity(http.Request) ? now + SessionScheme.Idle : until;
        var endsAt = since + SessionScheme.Whole;
        return new(idleUntil < endsAt ? idleUntil : endsAt, endsAt);
    }

    private static async Task<Results<NoContent, ProblemResult>> SignOutAsync(ClaimsPrincipal caller, SignOuts signOuts, CancellationToken cancellationToken)
    {
        if (caller.FindFirstValue(CallerClaims.Person) is not { } person)
        {
            return new ProblemResult(ProblemRegistry.PersonRequired, "The key belongs to no person, who could be signed out.");
        }

        await signOuts.SignOutAsync(Session.Fold(person), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemResult>> SignOutOtherAsync(
        string person, ClaimsPrincipal caller, SignOuts signOuts, CancellationToken cancellationToken)
    {
        if (caller.BoundClient() is not null)
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client.");
        }

        var folded = Session.Fold(person);
        if (TextRules.Free(folded, Session.MostOfAPerson) is { } fault)
        {
            return ProblemResult.Invalid([new("/person", fault)]);
        }

        await signOuts.SignOutAsync(folded, cancellationToken);
        return TypedResults.NoContent();
    }
}
