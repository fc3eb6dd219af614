namespace Heleket.Tests;

/// <summary>What lies below the client, or is put around it, cannot repeat a create.</summary>
public sealed class SentOnceTests
{
    [Fact]
    public async Task A_kept_connection_that_breaks_under_a_create_does_not_send_it_again()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.AnswerAsync(200, TestClient.Success),
            exchange => { exchange.Reset(); return Task.CompletedTask; },
            exchange => exchange.AnswerAsync(200, TestClient.Success));
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());
        Assert.IsType<CreateOutcome.Unknown>(await client.CreateAsync());

        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task A_kept_connection_closed_in_between_is_replaced_and_the_create_sent_once()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.SendAsync($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {TestClient.Success.Length}\r\n\r\n{TestClient.Success}"),
            exchange => exchange.AnswerAsync(200, TestClient.Success));
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());
        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());

        Assert.Equal((2, 2), (server.Requests.Count, server.Connections));
    }

    [Theory]
    [InlineData(307)]
    [InlineData(302)]
    public async Task A_handler_that_follows_redirects_cannot_repeat_a_create_or_pass_off_another_answer(int status)
    {
        await using var server = new ScriptedServer(
            exchange => exchange.SendAsync($"HTTP/1.1 {status} Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
            exchange => exchange.AnswerAsync(422, """{"state":1,"message":"Not enough funds"}"""));
        using var client = new TestClient(server.Url, handler: new SocketsHttpHandler { AllowAutoRedirect = true });

        Assert.IsType<CreateOutcome.Unknown>(await client.CreateAsync());
        Assert.Single(server.Requests, request => request.Body.Length > 0);
    }

    [Fact]
    public async Task A_handler_that_retries_cannot_send_a_create_twice()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.AnswerAsync(503, "{}"),
            exchange => exchange.AnswerAsync(200, TestClient.Success));
        using var client = new TestClient(server.Url, handler: new TwiceHandler());

        Assert.IsType<CreateOutcome.Unknown>(await client.CreateAsync());
        Assert.Single(server.Requests);
    }

    /// <summary>What a host might add to every client.</summary>
    private sealed class TwiceHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
