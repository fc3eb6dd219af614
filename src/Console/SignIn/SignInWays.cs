using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Http;

namespace Payouts.Console.SignIn;

/// <summary>How one can sign in to this host.</summary>
/// <param name="Environment">Which environment it is.</param>
/// <param name="Oidc">With the organisation's identity provider.</param>
/// <param name="Key">With a personal key.</param>
/// <param name="People">Development's people to pick from.</param>
public sealed record Ways(string Environment, bool Oidc, bool Key, IReadOnlyList<WayPerson> People);

/// <summary>One of Development's people.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role.</param>
public sealed record WayPerson(string Name, string Role);

/// <summary>Asks the host that a request came to, for it makes the session.</summary>
internal sealed class SignInWays(IServer server) : IDisposable
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The ways; null when the host does not say.</summary>
    /// <param name="context">The request for the page.</param>
    public async Task<Ways?> AskAsync(HttpContext context)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Here(context.Connection.LocalPort), "/console/sign-in/ways"), context.RequestAborted);
            await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(context.RequestAborted);
            var ways = await JsonSerializer.DeserializeAsync<Ways>(body, Wire, context.RequestAborted);
            // The host saw a call from this machine: whether the reader is on it, only this request tells.
            return ways is null || context.Connection.RemoteIpAddress is { } reader && IPAddress.IsLoopback(reader) ? ways : ways with { People = [] };
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri Here(int port) => HostAddress.First(server, address => address.Port == port) ?? new Uri($"http://127.0.0.1:{port}");
}
