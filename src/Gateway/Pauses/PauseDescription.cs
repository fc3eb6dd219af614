using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Pauses;

/// <summary>The OpenAPI description of pauses.</summary>
internal static class PauseDescription
{
    private const string Network = "network:TRON";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly Pause Tron = new(Network, "TRON is congested", new Caller("opal@example.com"), Examples.Start, 3);

    private static readonly PauseList Some = new(3, [Tron], Lease, [new(Examples.ClientId, "USDT", "TRON", 2, 51m), new("c-7", "TRX", "TRON", 1, 12.5m)]);

    public static void List(OperationDescription text) => text
        .Summary("List the pauses", "With what each holds back now. A key that is bound to a client sees no other client's pauses, and no names.")
        .Scope(Scopes.Read)
        .Answer(200, "The pauses; none is an empty list.", PauseShape.Pauses.Schema, PauseShape.Pauses.Example(PausesView.Of(Some, client: null)), Examples.ETag(3, "The version of the list"))
        .Problems(ProblemRegistry.Unavailable);

    public static void Pause(OperationDescription text) => Change(text
        .Summary("Pause payouts", "Nothing of what has not been sent is sent any more: payouts are accepted, and wait with the reason `paused`. What was sent already goes on. Repeating it changes the reason, if anything. A key that is bound to a client may pause that client only.")
        .Path("scope", "What to pause: all, asset:CODE, network:CODE or client:ID; codes in any case.", Text(), Network)
        .Scope(Scopes.Operate)
        .Body($"At most {PauseRequests.MaxBodyBytes} bytes.", PauseRequests.Reason, Because(Tron.Reason))
        .Answer(200, "The pause. It is durable, and holds on every silo from \"effective_by\" on.", PauseShape.Pause.Schema, Example(Tron.At), Examples.ETag(3, "The pause's version")));

    public static void Lift(OperationDescription text) => Change(text
        .Summary("Lift a pause", "What no other pause holds back goes on, the oldest first. Not for a key that is bound to a client.")
        .Path("scope", "What is paused.", Text(), Network)
        .Scope(Scopes.Operate)
        .Header("If-Match", "Required: the version of the pause or of the list, as strong entity tags; or \"*\".", Text())
        .Body($"At most {PauseRequests.MaxBodyBytes} bytes.", PauseRequests.Reason, Because("blocks come again"))
        .Answer(200, "The pause as it was.", PauseShape.Pause.Schema, Example(Tron.At.AddHours(1)))
        .Problems(ProblemRegistry.PauseNotFound, ProblemRegistry.VersionMismatch, ProblemRegistry.PreconditionRequired));

    private static void Change(OperationDescription text) => text
        .Invalid("/scope", PauseRequests.ScopeRule)
        .Problems([.. ProblemRegistry.OfBodies, ProblemRegistry.Unavailable]);

    private static JsonNode Example(DateTimeOffset changedAt) => PauseShape.Pause.Example(PauseView.Of(new PauseAnswer(PauseVerdict.Done, Tron, changedAt + Lease), client: null));

    private static ImmutableArray<(string Name, JsonNode Value)> Because(string reason) => [("reason", new JsonObject { ["reason"] = reason })];
}
