using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Payouts.Console.Tests;

/// <summary>What an operator sets.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Without_it_there_is_no_route_and_no_header()
    {
        await using var app = await ConsoleApp.StartAsync(new(Enabled: false, [], null, ImmutableDictionary<string, string>.Empty));
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task An_address_of_its_own_has_the_console_alone_and_the_others_have_the_API_alone()
    {
        var port = FreePort();
        await using var app = await ConsoleApp.StartAsync(
            new(Enabled: true, [$"http://127.0.0.1:{port}"], null, ImmutableDictionary<string, string>.Empty), $"http://127.0.0.1:{port};http://127.0.0.1:0");
        var (console, api) = (new Uri($"http://127.0.0.1:{port}"), new Uri(app.Urls.Single(url => !url.EndsWith($":{port}", StringComparison.Ordinal))));
        app.Api.On("GET /problems/unavailable", "<p>What it means.</p>");
        using var http = app.Browser();

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(console, "/console"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(console, "/problems/unavailable"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(api, "/problems/unavailable"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(api, "/me"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(console, "/me"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(api, "/console"))).StatusCode);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
