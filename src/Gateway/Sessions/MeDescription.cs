using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Sessions;

/// <summary>The OpenAPI description of the caller and of people.</summary>
internal static class MeDescription
{
    public const int MostOfAPerson = 254;

    private const string Person = "ana@example.com";

    public static void Read(OperationDescription text) => text
        .Summary("Read who calls", "The person and the key behind the call, and what they may do.")
        .AnyScope()
        .Answer(200, "The caller.", MeShape.Me.Schema, MeShape.Me.Example(new(
            Person, null, "session", "checker", [Scopes.Read, Scopes.Approve], null, "Production", new(Examples.Start.AddMinutes(30), Examples.Start.AddHours(12)))));

    public static void SignOut(OperationDescription text) => text
        .Summary("End all sessions of the caller", "Every session of the person who calls, this one too, is over at every gateway within 8 seconds. Keys go on.")
        .AnyScope()
        .Empty(204, "They are over.")
        .Problems(ProblemRegistry.PersonRequired, ProblemRegistry.Unavailable);

    public static void SignOutOther(OperationDescription text) => text
        .Summary("End all sessions of a person", "Every session that the person has now is over at every gateway within 8 seconds. Keys go on, and the person may sign in again.")
        .Path("person", "The person, in any case.", Text(min: 1, max: MostOfAPerson), Person)
        .Scope(Scopes.Admin)
        .Empty(204, "They are over, if there were any.")
        .Invalid("/person", $"must have 1 to {MostOfAPerson} characters; leave it out if there is none.")
        .Problems(ProblemRegistry.Unavailable);
}
