using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>
/// An identity provider at which one person is always signed in: OpenID Connect's discovery, authorization code with
/// PKCE, an RSA key. What is in its tokens can be altered.
/// </summary>
internal sealed class SmallIssuer : IAsyncDisposable
{
    // Made once: it takes long.
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA AnotherKey = RSA.Create(2048);

    private readonly WebApplication _app;
    private readonly Dictionary<string, IQueryCollection> _codes = [];

    private SmallIssuer(WebApplication app) => _app = app;

    /// <summary>Its issuer, with no slash at the end.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Alters the claims of the ID token before it is signed.</summary>
    public Action<JsonObject> Alter { get; set; } = _ => { };

    /// <summary>Signs with a key that is not in its list.</summary>
    public bool IsForged { get; set; }

    /// <summary>What the last request to sign in asked for.</summary>
    public IQueryCollection Asked { get; private set; } = QueryCollection.Empty;

    public static async Task<SmallIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new SmallIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", issuer.Discovery);
        issuer._app.MapGet("/jwks", issuer.Keys);
        issuer._app.MapGet("/authorize", issuer.Authorize);
        issuer._app.MapPost("/token", (Delegate)issuer.TokenAsync);
        await issuer._app.StartAsync();
        return issuer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Discovery() => Json(new()
    {
        ["issuer"] = Url,
        ["authorization_endpoint"] = $"{Url}/authorize",
        ["token_endpoint"] = $"{Url}/token",
        ["jwks_uri"] = $"{Url}/jwks",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    });

    private IResult Keys()
    {
        var key = Key.ExportParameters(includePrivateParameters: false);
        return Json(new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = "k1",
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        });
    }

    private IResult Authorize(HttpContext http)
    {
        Asked = http.Request.Query;
        var code = $"code-{_codes.Count}";
        _codes[code] = Asked;
        return Results.Redirect($"{Asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(Asked["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.Remove(form["code"].ToString(), out var asked) || asked["code_challenge"] != verifier || form["client_secret"] != "secret" || form["redirect_uri"] != asked["redirect_uri"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Url,
            ["aud"] = asked["client_id"].ToString(),
            ["sub"] = "248289761001",
            ["nonce"] = asked["nonce"].ToString(),
            ["iat"] = now,
            ["exp"] = now + 300,
            ["email"] = "Ana@Example.com",
            ["email_verified"] = true,
            ["roles"] = new JsonArray("checker", "somebody-elses"),
        };
        Alter(claims);
        return Json(new() { ["access_token"] = "not-used", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Signed(claims) });
    }

    private string Signed(JsonObject claims)
    {
        var text = $"{Part("""{"alg":"RS256","typ":"JWT","kid":"k1"}""")}.{Part(claims.ToJsonString())}";
        return $"{text}.{Base64Url.EncodeToString((IsForged ? AnotherKey : Key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
