using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Sessions;

/// <summary>Who calls, and what he may do.</summary>
internal sealed record Me(string? Person, string? Key, string Via, string? Role, ImmutableArray<string> Scopes, string? ClientId, string Environment, MeSession? Session);

/// <summary>When a session ends.</summary>
/// <param name="IdleUntil">If nothing more happens.</param>
/// <param name="EndsAt">In any case.</param>
internal sealed record MeSession(DateTimeOffset IdleUntil, DateTimeOffset EndsAt);

/// <summary>The caller as the contract shows him.</summary>
internal static class MeShape
{
    private static readonly Shape<MeSession> Session = new Shape<MeSession>(nameof(MeSession), "When a session ends.")
        .Time("idle_until", Time("When it ends if nothing more happens."), session => session.IdleUntil)
        .Time("ends_at", Time("When it ends in any case."), session => session.EndsAt);

    public static readonly Shape<Me> Me = new Shape<Me>(nameof(Me), "Who calls, and what the caller may do.")
        .Text("person", Text("The person; null for a key that belongs to nobody.").OrNull(), me => me.Person)
        .Text("key", Text("The key's id or name; null for a person who signed in without one.").OrNull(), me => me.Key)
        .Text("via", WordSchemas.Open("CallerVia", "How the caller proves who it is.", ["key", "session"]), me => me.Via)
        .Text("role", Text("The person's role, or several with \", \" between them; null for a key, and for who signed in with one.").OrNull(), me => me.Role)
        .Strings("scopes", "What the caller may do.", "A scope.", me => me.Scopes)
        .Text("client_id", Text("The only client that the caller sees; null for all.").OrNull(), me => me.ClientId)
        .Text("environment", Text("The environment's name: Production, for example."), me => me.Environment)
        .ObjectOrNull("session", "The session; null for a key.", Session, me => me.Session);
}
