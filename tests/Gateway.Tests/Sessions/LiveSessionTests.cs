using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>A page of the console that is open and that nobody looks at: its stream is no activity.</summary>
public sealed class LiveSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    // After 15 s of silence, at one of the looks.
    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(16);

    private readonly FakeTimeProvider _time = new(SessionGateway.Start);
    private SessionGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await SessionGateway.StartAsync(new ScriptedCluster(), _time);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task An_open_stream_ends_with_its_session_half_an_hour_after_the_last_page()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = _gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/live?page=now&ids=");
        request.Headers.Add("Cookie", $"__Host-payouts={browser.Cookies["__Host-payouts"]}");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("event: hello", await UntilAsync(stream, "event: hello"));

        _time.Advance(LookEvery);
        Assert.Equal("event: counts", await UntilAsync(stream, "event: counts"));
        var open = LookEvery;
        while (open + CommentEvery < TimeSpan.FromMinutes(30))
        {
            _time.Advance(CommentEvery);
            open += CommentEvery;
            Assert.Equal(":", await UntilAsync(stream, ":"));
        }

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        _time.Advance(CommentEvery);
        Assert.Equal("event: ended", await UntilAsync(stream, "event: ended"));
        Assert.False(await browser.IsSignedInAsync());
    }

    // The next line that is the end's or the wanted one.
    private static async Task<string> UntilAsync(StreamReader stream, string wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (await stream.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == wanted || line == "event: ended")
            {
                return line;
            }
        }

        throw new EndOfStreamException();
    }
}
