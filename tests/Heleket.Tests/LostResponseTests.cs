using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Tests;

/// <summary>
/// docs/failure-modes.md, "Twelve answers to a create": those where no whole answer came. In each the request arrived at most once.
/// </summary>
public sealed class LostResponseTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static TheoryData<string, Func<object, Task>> BrokenAnswers() => new()
    {
        { "dropped after it was read", Act(exchange => { exchange.Close(); return Task.CompletedTask; }) },
        { "reset after it was read", Act(exchange => { exchange.Reset(); return Task.CompletedTask; }) },
        { "500 without state", Act(exchange => exchange.AnswerAsync(500, """{"message":"Server error, #1","code":500,"error":null}""")) },
        { "502 with HTML", Act(exchange => exchange.AnswerAsync(502, "<html>Bad Gateway</html>", "text/html")) },
        { "JSON truncated by length", Act(exchange => SendAndClose(exchange, Head(5000) + TestClient.Success)) },
        { "JSON truncated by closing", Act(exchange => SendAndClose(exchange, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TestClient.Success[..^10])) },
        { "truncated refusal", Act(exchange => SendAndClose(exchange, "HTTP/1.1 422 No\r\nContent-Length: 100\r\n\r\n{\"state\":1,\"message\":\"Not enough funds\"}")) },
        { "truncated chunk", Act(exchange => SendAndClose(exchange, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"state\":0")) },
        { "half a status line", Act(exchange => SendAndClose(exchange, "HTTP/1.1 20")) },
        { "half the headers", Act(exchange => SendAndClose(exchange, "HTTP/1.1 200 OK\r\nContent-Len")) },
        { "no HTTP at all", Act(exchange => SendAndClose(exchange, "SSH-2.0-OpenSSH_9.9\r\n")) },
        { "more than 1 MiB", Act(exchange => exchange.AnswerAsync(200, TestClient.Success.PadRight(1024 * 1024 + 1))) },
        { "a redirect", Act(exchange => exchange.SendAsync("HTTP/1.1 307 Go\r\nLocation: /v1/payout\r\nContent-Length: 0\r\n\r\n")) },
    };

    [Theory]
    [MemberData(nameof(BrokenAnswers), DisableDiscoveryEnumeration = true)]
    public async Task A_broken_answer_leaves_the_outcome_unknown_and_is_not_asked_for_again(string name, Func<object, Task> act)
    {
        await using var server = new ScriptedServer(act);
        using var client = new TestClient(server.Url);

        var outcome = await client.CreateAsync();

        Assert.True(outcome is CreateOutcome.Unknown, $"{name}: {outcome}");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_reset_before_the_request_was_read_is_unknown()
    {
        await using var server = new ScriptedServer(
            async socket =>
            {
                // Its first byte is there, so the request left; none is read.
                await socket.ReceiveAsync(new byte[1], SocketFlags.Peek);
                socket.Close(0);
                return false;
            });
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Unknown>(await client.CreateAsync());
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task No_answer_within_the_limit_is_unknown_though_the_request_was_never_read()
    {
        var time = new FakeTimeProvider();
        var arrived = new TaskCompletionSource();
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            async socket =>
            {
                await socket.ReceiveAsync(new byte[1], SocketFlags.Peek);
                arrived.SetResult();
                await over.Task;
                return false;
            });
        using var client = new TestClient(server.Url, time);

        var creating = client.CreateAsync();
        await arrived.Task.WaitAsync(Timeout);
        time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(creating.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        var unknown = Assert.IsType<CreateOutcome.Unknown>(await creating.WaitAsync(Timeout));
        Assert.Contains("30 seconds", unknown.Message, StringComparison.Ordinal);
        over.SetResult();
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task An_answer_after_90_seconds_comes_too_late()
    {
        var time = new FakeTimeProvider();
        var arrived = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var server = new ScriptedServer(async exchange =>
        {
            arrived.SetResult();
            await answer.Task;
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        using var client = new TestClient(server.Url, time);

        var creating = client.CreateAsync();
        await arrived.Task.WaitAsync(Timeout);
        time.Advance(TimeSpan.FromSeconds(90));

        Assert.IsType<CreateOutcome.Unknown>(await creating.WaitAsync(Timeout));
        answer.SetResult();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_unknown_when_the_limit_passes()
    {
        var time = new FakeTimeProvider();
        var headed = new TaskCompletionSource();
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync(Head(5000) + "{");
            headed.SetResult();
            await over.Task;
        });
        using var client = new TestClient(server.Url, time);

        var creating = client.CreateAsync();
        await headed.Task.WaitAsync(Timeout);
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<CreateOutcome.Unknown>(await creating.WaitAsync(Timeout));
        over.SetResult();
    }

    [Fact]
    public async Task Giving_up_once_the_request_has_left_is_unknown_and_throws_nothing()
    {
        await using var server = new SilentServer();
        using var client = new TestClient(server.Url);
        using var giveUp = new CancellationTokenSource();

        var creating = client.CreateAsync(giveUp.Token);
        await server.Arrived;
        await giveUp.CancelAsync();

        Assert.IsType<CreateOutcome.Unknown>(await creating.WaitAsync(Timeout));
        server.End();
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    public async Task Interim_answers_are_passed_over(string interim)
    {
        await using var server = new ScriptedServer(async exchange =>
        {
            await exchange.SendAsync(interim);
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());
    }

    [Fact]
    public async Task An_answer_in_single_bytes_is_read_whole()
    {
        await using var server = new ScriptedServer(async exchange =>
        {
            foreach (var c in Head(TestClient.Success.Length) + TestClient.Success)
            {
                await exchange.SendAsync(c.ToString());
            }
        });
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());
    }

    private static string Head(int length) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    private static async Task SendAndClose(Exchange exchange, string raw)
    {
        await exchange.SendAsync(raw);
        exchange.Close();
    }

    // Theory data must be public, the exchange is not.
    private static Func<object, Task> Act(Func<Exchange, Task> act) => exchange => act((Exchange)exchange);
}
