using Payouts.Gateway.Authentication;

namespace Payouts.Gateway.Tests.Authentication;

/// <summary>One route: who may call it, and what a key that is bound to one client sees of another's.</summary>
/// <param name="Route">Its method and pattern, as in the table of routes.</param>
/// <param name="Scope">
/// The scope that it requires, or several of which it requires one, separated by blanks; <see langword="null"/>: it is for
/// everybody, with or without a key; <see cref="RouteMatrix.AnyScope"/>: for every key.
/// </param>
/// <param name="Request">A request to it for another client than that of the bound key.</param>
/// <param name="Bound">What the bound key is answered, with every scope.</param>
/// <param name="Body">The request's body.</param>
/// <param name="Shows">What the answer to the bound key has in it, if its status does not say everything.</param>
public sealed record RouteLine(string Route, string? Scope, string Request, int Bound = 0, string? Body = null, string? Shows = null)
{
    /// <inheritdoc/>
    public override string ToString() => Route;
}

/// <summary>A line for each route of the gateway. A route without one fails the tests.</summary>
internal static class RouteMatrix
{
    /// <summary>The client that the bound key of the tests is bound to.</summary>
    public const string Client = "bound-1";

    /// <summary>In Development: a page of another maker's, with its scripts and pictures.</summary>
    public const string Reference = "GET /docs";

    /// <summary>Stands for whatever scope.</summary>
    public const string AnyScope = "any";

    private const string Payout = """{"client_id":"c-1","asset":"USDT","network":"TRON","amount":"1","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""";
    private const string Address = """{"network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","label":"treasury"}""";
    private const string NoId = "00000000000000000000000000000000";
    private const string Selection = $$"""{"payouts":[{"id":"{{NoId}}","version":1}],"expect":{"count":1,"totals":[{"asset":"USDT","amount":"1"}]},"reason":"r"}""";
    private const string NoPage = "\"data\":[]";

    public static readonly RouteLine[] Lines =
    [
        new("POST /payouts/", Scopes.Create, "POST /payouts", 403, Payout),
        new("GET /payouts/", Scopes.Read, "GET /payouts?client_id=c-1", 200, Shows: NoPage),
        new("GET /payouts/{id}", Scopes.Read, $"GET /payouts/{NoId}", 404),
        new("POST /payouts/{id}/cancel", Scopes.Create, $"POST /payouts/{NoId}/cancel", 404),
        new("POST /payouts/{id}/look-up", Scopes.Operate, $"POST /payouts/{NoId}/look-up", 404),
        new("POST /payouts/{id}/attention/claim", Scopes.Operate, $"POST /payouts/{NoId}/attention/claim", 404, "{}"),
        new("POST /payouts/{id}/attention/resolve", Scopes.Operate, $"POST /payouts/{NoId}/attention/resolve", 428, """{"note":"done"}"""),
        new("POST /payouts/{id}/approve", $"{Scopes.Approve} {Scopes.Operate}", $"POST /payouts/{NoId}/approve", 428),
        new("POST /payouts/{id}/reject", $"{Scopes.Approve} {Scopes.Operate}", $"POST /payouts/{NoId}/reject", 428, """{"reason":"unknown receiver"}"""),
        new("POST /payouts/approve", $"{Scopes.Approve} {Scopes.Operate}", "POST /payouts/approve", 409, Selection),
        new("POST /payouts/reject", $"{Scopes.Approve} {Scopes.Operate}", "POST /payouts/reject", 409, Selection),
        new("POST /payouts/webhook", null, "POST /payouts/webhook", Body: "{}"),

        new("GET /events/", Scopes.Read, "GET /events?client_id=c-1", 200, Shows: NoPage),
        new("GET /events/{id}", Scopes.Read, "GET /events/evt_1", 404),

        new("GET /clients/{client_id}/stats", Scopes.Read, "GET /clients/c-1/stats", 404),
        new("POST /clients/{client_id}/addresses/", Scopes.Create, "POST /clients/c-1/addresses", 404, Address),
        new("GET /clients/{client_id}/addresses/", Scopes.Read, "GET /clients/c-1/addresses", 404),
        new("GET /clients/{client_id}/addresses/{id}", Scopes.Read, $"GET /clients/c-1/addresses/{NoId}", 404),
        new("POST /clients/{client_id}/addresses/{id}/activate", Scopes.Approve, $"POST /clients/c-1/addresses/{NoId}/activate", 404),
        new("POST /clients/{client_id}/addresses/{id}/revoke", $"{Scopes.Create} {Scopes.Approve} {Scopes.Operate}", $"POST /clients/c-1/addresses/{NoId}/revoke", 404, """{"reason":"lost"}"""),
        new("GET /stats", Scopes.Read, "GET /stats", 403),
        new("GET /stats/series", Scopes.Read, "GET /stats/series?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&by=hour&client_id=c-1", 404),
        new("GET /catalog/", Scopes.Read, "GET /catalog", 200),

        new("GET /keys/", Scopes.Admin, "GET /keys", 403),
        new("GET /keys/{id}", Scopes.Admin, "GET /keys/full", 403),
        new("POST /keys/", Scopes.Admin, "POST /keys", 403, """{"name":"new","scopes":["payouts:read"]}"""),
        new("POST /keys/{id}/rotate", Scopes.Admin, "POST /keys/aB3dE6gH/rotate", 403, """{"overlap":0}"""),
        new("POST /keys/{id}/revoke", Scopes.Admin, "POST /keys/aB3dE6gH/revoke", 403, """{"reason":"leaked"}"""),

        new("GET /pauses/", Scopes.Read, "GET /pauses", 200, Shows: NoPage),
        new("PUT /pauses/{scope}", Scopes.Operate, "PUT /pauses/client:c-1", 403, """{"reason":"slow blocks"}"""),
        new("DELETE /pauses/{scope}", Scopes.Operate, "DELETE /pauses/client:bound-1", 403, """{"reason":"they are back"}"""),
        new("GET /limits/", Scopes.Read, "GET /limits?client_id=c-1", 200, Shows: NoPage),
        new("GET /limits/{name}/usage", Scopes.Read, "GET /limits/client-day/usage?client_id=c-1", 404),
        new("GET /policy/", Scopes.Read, "GET /policy", 403),
        new("GET /policy/versions", Scopes.Read, "GET /policy/versions", 403),
        new("GET /policy/versions/{number}", Scopes.Read, "GET /policy/versions/1", 403),
        new("GET /policy/proposals", Scopes.Read, "GET /policy/proposals", 403),
        new("GET /policy/proposals/{id}", Scopes.Read, $"GET /policy/proposals/{NoId}", 403),
        new("POST /policy/proposals/", Scopes.Admin, "POST /policy/proposals", 403, """{"policy":{},"note":"n"}"""),
        new("POST /policy/proposals/{id}/approve", Scopes.Admin, $"POST /policy/proposals/{NoId}/approve", 403),
        new("POST /policy/proposals/{id}/reject", Scopes.Admin, $"POST /policy/proposals/{NoId}/reject", 403, "{}"),
        new("POST /policy/check", Scopes.Read, "POST /policy/check", 403, Payout),
        new("GET /payouts/{id}/audit", Scopes.Read, $"GET /payouts/{NoId}/audit", 404),
        new("GET /audit/", Scopes.Read, "GET /audit", 403),
        new("POST /audit/verify", Scopes.Read, "POST /audit/verify", 403, "{}"),
        new("GET /audit/export", Scopes.Admin, "GET /audit/export?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z", 403),

        new("GET /me", AnyScope, "GET /me", 200),
        new("POST /me/sign-out-everywhere", AnyScope, "POST /me/sign-out-everywhere", 204),
        new("POST /people/{person}/sign-out-everywhere", Scopes.Admin, "POST /people/ana/sign-out-everywhere", 403),

        new("GET /system", Scopes.Operate, "GET /system", 200),
        new("GET /health/live", null, "GET /health/live"),
        new("GET /health/ready", null, "GET /health/ready"),
        new("GET /problems", null, "GET /problems"),
        new("GET /problems/{code}", null, "GET /problems/forbidden"),
        new("GET /openapi/{documentName:regex(^v1$)}.json", null, "GET /openapi/v1.json"),
        new(Reference, null, "GET /docs/"),
        new("GET /", null, "GET /"),
    ];
}
