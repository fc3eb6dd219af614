using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Controls;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Keys;

/// <summary>The OpenAPI description of keys.</summary>
internal static class KeyDescription
{
    private const string Id = "aB3dE6gH";

    private static readonly KeyView Active = KeyView.Of(
        new ServiceKey(
            Id, "shop-eu", [Scopes.Read, Scopes.Create], "ada@example.com", Examples.Start, [new KeySecret("", Examples.Start)], ["ada@example.com"],
            ClientId: Examples.ClientId),
        Examples.Start.AddHours(1),
        Examples.Start.AddHours(2));

    private static readonly KeyView Revoked = Active with { Status = KeyStatus.Revoked, Secrets = [], Version = 2 };

    private static readonly KeyView Configured =
        KeyView.Of(new ApiKey("ada-laptop", [], [Scopes.Read, Scopes.Admin], ClientId: null, Person: "ada@example.com"), isRevoked: false, Examples.Start.AddHours(2));

    public static void List(OperationDescription text) => text
        .Summary("List the API keys", "All of them, without secrets; not for a key that is bound to a client.")
        .Scope(Scopes.Admin)
        .Answer(200, "The keys.", KeyShape.Keys.Schema, KeyShape.Keys.Example([Configured, Active]))
        .Problems(ProblemRegistry.Unavailable);

    public static void Read(OperationDescription text) => text
        .Summary("Read an API key", "Without its secrets.")
        .Path("id", "The key's id; a configured key's is its name.", Text(), Id)
        .Scope(Scopes.Admin)
        .Answer(200, "The key as it is now.", KeyShape.Key.Schema, KeyShape.Key.Example(Active), Examples.ETag(1))
        .Problems(ProblemRegistry.KeyNotFound, ProblemRegistry.Unavailable);

    public static void Make(OperationDescription text) => text
        .Summary("Create an API key for a service", "The secret is in this response and in no other. If the response is lost, rotate the key: its name is in use. Only for a person.")
        .Scope(Scopes.Admin)
        .Body($"At most {KeyRequests.MaxBodyBytes} bytes.", KeyRequests.NewKeySchema, ("service", new JsonObject
        {
            ["name"] = Active.Name,
            ["scopes"] = new JsonArray(Scopes.Read, Scopes.Create),
            ["client_id"] = Examples.ClientId,
        }))
        .Answer(201, "Created.", KeyShape.NewSecret.Schema, WithSecret(Active), ("Location", "The key's path.", $"/keys/{Id}"), Examples.ETag(1))
        .Invalid("/name", "is the name of another key.")
        .Problems([.. ProblemRegistry.OfBodies, ProblemRegistry.PersonRequired, ProblemRegistry.KeyNotActive, ProblemRegistry.Unavailable]);

    public static void Rotate(OperationDescription text) => text
        .Summary("Give an API key a new secret", "The earlier secrets work on for the overlap. The new one is in this response and in no other. Only for a person.")
        .Path("id", "The key's id.", Text(), Id)
        .Scope(Scopes.Admin)
        .Header("If-Match", "Required: \"*\" or strong entity tags.", Text())
        .Body($"At most {KeyRequests.MaxBodyBytes} bytes.", KeyRequests.RotationSchema, ("day", new JsonObject { ["overlap"] = 86400 }))
        .Answer(200, "The key with its new secret.", KeyShape.NewSecret.Schema, WithSecret(Rotated()), Examples.ETag(2))
        .Invalid("/overlap", $"is required, and must be a whole number from 0 to {KeyRequests.MaxOverlapSeconds}: seconds.")
        .Problems(
        [
            .. ProblemRegistry.OfBodies, ProblemRegistry.PersonRequired, ProblemRegistry.KeyNotFound, ProblemRegistry.KeyNotActive, ProblemRegistry.VersionMismatch,
            ProblemRegistry.PreconditionRequired, ProblemRegistry.Unavailable,
        ]);

    public static void Revoke(OperationDescription text) => text
        .Summary("Revoke an API key", "It is refused everywhere within 8 s, for good; a configured key too, as long as its hash is the same. Repeating it gives the same response.")
        .Path("id", "The key's id or name.", Text(), Id)
        .Scope(Scopes.Admin)
        .Body($"At most {KeyRequests.MaxBodyBytes} bytes.", KeyRequests.RevocationSchema, ("leaked", new JsonObject { ["reason"] = "found in a log" }))
        .Answer(200, "The key, revoked.", KeyShape.Key.Schema, KeyShape.Key.Example(Revoked), Examples.ETag(2))
        .Invalid("/reason", "is required.")
        .Problems([.. ProblemRegistry.OfBodies, ProblemRegistry.KeyNotFound, ProblemRegistry.KeyNotActive, ProblemRegistry.Unavailable]);

    private static KeyView Rotated() => Active with
    {
        Version = 2,
        Secrets = [new KeySecret("", Examples.Start, Examples.Start.AddDays(1)), new KeySecret("", Examples.Start.AddHours(2))],
    };

    private static JsonNode WithSecret(KeyView key) => KeyShape.NewSecret.Example(key with { Secret = $"po_{Id}_..." });
}
