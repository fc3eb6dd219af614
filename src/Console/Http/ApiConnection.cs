using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Http;

/// <summary>
/// The console's way to the API: one pool of connections for all, and for each request a client that speaks as the
/// person who made it, and as nobody else.
/// </summary>
internal sealed class ApiConnection(ConsoleOptions options, IServer server) : IDisposable
{
    // A cookie container would hand one person's session to the next.
    private readonly SocketsHttpHandler _connections = new() { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>A client that forwards the request's session.</summary>
    public PayoutsClient ClientFor(CurrentRequest request) => new(
        new HttpClient(new SessionForwarder(_connections, request), disposeHandler: false),
        new PayoutsClientOptions { BaseAddress = options.ApiUrl ?? OwnAddress(), MaxAttempts = 2, MaxElapsed = TimeSpan.FromSeconds(15) });

    public void Dispose() => _connections.Dispose();

    // The first address that is not the console's own, preferably one without TLS: a certificate covers the name that
    // callers use, and seldom an address of this machine.
    private Uri OwnAddress()
    {
        var consoles = options.Urls.Select(url => BindingAddress.Parse(url).Port).ToHashSet();
        bool IsOfTheApi(BindingAddress address) => !consoles.Contains(address.Port);
        return HostAddress.First(server, address => address.Scheme == Uri.UriSchemeHttp && IsOfTheApi(address)) ?? HostAddress.First(server, IsOfTheApi)
            ?? throw new InvalidOperationException("The host listens nowhere yet: set Console__ApiUrl.");
    }
}
