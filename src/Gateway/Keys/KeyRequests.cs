using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Keys;

/// <summary>A key to make, as the caller describes it.</summary>
internal sealed record NewKey(string Name, ImmutableArray<string> Scopes, string? ClientId, DateTimeOffset? ExpiresAt);

/// <summary>Reads the bodies of changes to keys (docs/http-api.md, "Keys").</summary>
internal static class KeyRequests
{
    public const int MaxBodyBytes = 32 * 1024;
    public const int MaxOverlapSeconds = 7 * 24 * 60 * 60;
    public const int MaxReasonLength = 200;

    private static readonly ImmutableArray<string> NewKeyMembers = ["name", "scopes", "client_id", "expires_at"];

    private static readonly NamedSchema ScopeWord = new("KeyScope", _ => new()
    {
        Type = JsonSchemaType.String,
        Description = "A scope that a service may have.",
        Enum = [.. ServiceKey.PossibleScopes.Select(word => (JsonNode)JsonValue.Create(word))],
    });

    public static readonly NamedSchema NewKeySchema = new("KeyRequest", document => Closed(
        "A key for a service. Unknown members are rejected.",
        new()
        {
            ["name"] = Text("Unlike that of any other key. A revoked key keeps its name.", TextRules.NewClientIdPattern, 1, 64),
            ["scopes"] = List("What it may do, each once.", ScopeWord.In(document), ServiceKey.PossibleScopes.Length),
            ["client_id"] = Text("The only client that it sees; all if absent or null.", TextRules.NewClientIdPattern, 1, 64).OrNull(),
            ["expires_at"] = Time("It works before this time; until it is revoked if absent or null. In the future.").OrNull(),
        },
        "client_id", "expires_at"));

    public static readonly NamedSchema RotationSchema = new("KeyRotation", _ => Closed(
        "How the change from the earlier secrets goes. Unknown members are rejected.",
        new() { ["overlap"] = Whole(0, MaxOverlapSeconds, "For so many seconds the earlier secrets work on.") }));

    public static readonly NamedSchema RevocationSchema = new("KeyRevocation", _ => Closed(
        "Why the key is revoked. Unknown members are rejected.",
        new() { ["reason"] = Text("Kept with the key; the first reason stays.", min: 1, max: MaxReasonLength) }));

    /// <summary>Reads the body of a change.</summary>
    /// <inheritdoc cref="JsonRequest.ReadAsync"/>
    public static Task<(T? Read, ProblemResult? Problem)> ReadAsync<T>(HttpRequest http, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => JsonRequest.ReadAsync(http, MaxBodyBytes, read, cancellationToken);

    public static NewKey? NewKey(JsonFields fields, DateTimeOffset now)
    {
        fields.RefuseOthers("a key", NewKeyMembers);
        var name = fields.Required("name", TextRules.NewClientId);
        var scopes = ScopesOf(fields);
        var clientId = fields.Optional("client_id", TextRules.NewClientId);
        var expiresAt = fields.Optional("expires_at", (string text, out DateTimeOffset time) => ReadEnd(text, now, out time));
        return name is null ? null : new(name, scopes, clientId, expiresAt);
    }

    public static Rotation? Rotation(JsonFields fields)
    {
        fields.RefuseOthers("a rotation", ["overlap"]);
        if (fields.Find("overlap") is { ValueKind: JsonValueKind.Number } overlap && overlap.TryGetInt32(out var seconds) && seconds is >= 0 and <= MaxOverlapSeconds)
        {
            return new(TimeSpan.FromSeconds(seconds));
        }

        fields.Fault("/overlap", $"is required, and must be a whole number from 0 to {MaxOverlapSeconds}: seconds.");
        return null;
    }

    public static string? Reason(JsonFields fields)
    {
        fields.RefuseOthers("a revocation", ["reason"]);
        return fields.Required("reason", text => TextRules.Said(text, MaxReasonLength));
    }

    private static ImmutableArray<string> ScopesOf(JsonFields fields)
    {
        if (fields.Find("scopes") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            fields.Fault("/scopes", "is required, and must be a list of at least one scope.");
            return [];
        }

        var scopes = ImmutableArray.CreateBuilder<string>();
        foreach (var (place, item) in list.EnumerateArray().Index())
        {
            var scope = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
            if (!ServiceKey.PossibleScopes.Contains(scope))
            {
                fields.Fault($"/scopes/{place}", $"must be one of {string.Join(", ", ServiceKey.PossibleScopes)}: whoever approves, operates or administers is a person.");
            }
            else if (scopes.Contains(scope))
            {
                fields.Fault($"/scopes/{place}", "is there twice.");
            }

            scopes.Add(scope);
        }

        return scopes.ToImmutable();
    }

    private static string? ReadEnd(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (!Times.TryParse(text, out time))
        {
            return "must be an RFC 3339 time with an offset, such as 2026-11-23T10:00:00Z.";
        }

        time = WholeMilliseconds.Floor(time);
        return time > now ? null : "must be in the future.";
    }
}

/// <summary>How long the earlier secrets of a key work on.</summary>
internal sealed record Rotation(TimeSpan Overlap);
