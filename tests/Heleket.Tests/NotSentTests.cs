using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Tests;

/// <summary>The few cases that prove that nothing left, and the queue and the circuit that make two of them.</summary>
public sealed class NotSentTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_refused_connection_proves_that_nothing_was_sent()
    {
        using var client = new TestClient(new Uri($"http://127.0.0.1:{UnusedPort()}/"));

        Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync());
    }

    [Fact]
    public async Task An_unknown_host_proves_that_nothing_was_sent()
    {
        using var client = new TestClient(new Uri("http://no-such-host.invalid/"));

        Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_TLS_handshake_proves_that_nothing_was_sent(bool talks)
    {
        await using var server = new ScriptedServer(async socket =>
        {
            await socket.ReceiveAsync(new byte[16]);
            if (talks)
            {
                await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            }

            return false;
        });
        using var client = new TestClient(new UriBuilder(server.Url) { Scheme = "https" }.Uri);

        Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_TLS_handshake_that_lasts_longer_than_the_limit_proves_that_nothing_was_sent()
    {
        var time = new FakeTimeProvider();
        var greeted = new TaskCompletionSource();
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(async socket =>
        {
            await socket.ReceiveAsync(new byte[16]);
            greeted.SetResult();
            await over.Task;
            return false;
        });
        using var client = new TestClient(new UriBuilder(server.Url) { Scheme = "https" }.Uri, time);

        var creating = client.CreateAsync();
        await greeted.Task.WaitAsync(Timeout);
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<CreateOutcome.NotSent>(await creating.WaitAsync(Timeout));
        over.SetResult();
    }

    [Fact]
    public async Task Giving_up_before_the_start_proves_that_nothing_was_sent()
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(server.Url);

        Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync(new CancellationToken(true)));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Giving_up_in_the_queue_proves_that_nothing_was_sent()
    {
        var arrived = new TaskCompletionSource();
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(async exchange =>
        {
            arrived.SetResult();
            await over.Task;
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        using var client = new TestClient(server.Url, configure: options => options.MaxConcurrentCalls = 1);
        using var giveUp = new CancellationTokenSource();

        var first = client.CreateAsync();
        await arrived.Task.WaitAsync(Timeout);
        var second = client.CreateAsync(giveUp.Token);
        await giveUp.CancelAsync();

        Assert.IsType<CreateOutcome.NotSent>(await second.WaitAsync(Timeout));
        over.SetResult();
        Assert.IsType<CreateOutcome.Accepted>(await first.WaitAsync(Timeout));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Waiting_in_the_queue_takes_nothing_from_the_time_limit()
    {
        var time = new FakeTimeProvider();
        var arrived = new SemaphoreSlim(0);
        var answer = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(async exchange =>
        {
            arrived.Release();
            await answer.WaitAsync(Timeout);
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        using var client = new TestClient(server.Url, time, options => options.MaxConcurrentCalls = 1);

        var first = client.CreateAsync();
        Assert.True(await arrived.WaitAsync(Timeout));
        var second = client.CreateAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        answer.Release();
        Assert.True(await arrived.WaitAsync(Timeout));
        time.Advance(TimeSpan.FromSeconds(29));
        answer.Release();

        Assert.IsType<CreateOutcome.Accepted>(await first.WaitAsync(Timeout));
        Assert.IsType<CreateOutcome.Accepted>(await second.WaitAsync(Timeout));
    }

    [Fact]
    public async Task No_more_calls_are_under_way_at_once_than_the_settings_say()
    {
        const int Places = 3;
        var (now, most) = (0, 0);
        await using var server = new ScriptedServer(async exchange =>
        {
            var with = Interlocked.Increment(ref now);
            lock (this)
            {
                most = Math.Max(most, with);
            }

            await Task.Yield();
            Interlocked.Decrement(ref now);
            await exchange.AnswerAsync(200, TestClient.Success);
        });
        using var client = new TestClient(server.Url, configure: options => options.MaxConcurrentCalls = Places);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.CreateAsync())).WaitAsync(Timeout);

        Assert.All(outcomes, outcome => Assert.IsType<CreateOutcome.Accepted>(outcome));
        Assert.Equal(60, server.Requests.Count);
        Assert.InRange(most, 1, Places);
        Assert.InRange(server.Connections, 1, Places);
    }

    [Fact]
    public async Task After_many_failures_creates_are_held_back_and_later_tried_again()
    {
        var time = new FakeTimeProvider();
        var broken = true;
        await using var server = new ScriptedServer(exchange =>
            broken ? exchange.AnswerAsync(503, "{}") : exchange.AnswerAsync(200, TestClient.Success));
        using var client = new TestClient(server.Url, time);

        for (var i = 0; i < 20; i++)
        {
            Assert.IsType<CreateOutcome.Unknown>(await client.CreateAsync());
        }

        Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync());
        Assert.IsType<InfoOutcome.Failed>(await client.Client.GetPayoutAsync("o"));
        Assert.Equal(20, server.Requests.Count);

        broken = false;
        time.Advance(TimeSpan.FromSeconds(16));
        Assert.IsType<CreateOutcome.Accepted>(await client.CreateAsync());
        Assert.Equal(21, server.Requests.Count);
    }

    [Fact]
    public async Task Refusals_never_hold_anything_back()
    {
        await using var server = ScriptedServer.Answering(422, """{"state":1,"message":"Not enough funds"}""");
        using var client = new TestClient(server.Url, new FakeTimeProvider());

        for (var i = 0; i < 60; i++)
        {
            Assert.IsType<CreateOutcome.Refused>(await client.CreateAsync());
        }

        Assert.Equal(60, server.Requests.Count);
    }

    [Fact]
    public async Task A_fault_of_ours_before_the_first_byte_is_an_outcome_and_not_an_exception()
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        using var client = new TestClient(server.Url, configure: options => options.MerchantId = "not\na header");

        var outcome = Assert.IsType<CreateOutcome.NotSent>(await client.CreateAsync());
        Assert.Equal("It was not sent: our own fault (FormatException).", outcome.Message);
        Assert.IsType<InfoOutcome.Failed>(await client.Client.GetPayoutAsync("o"));

        Assert.Equal(0, server.Connections);
        Assert.Equal(2, client.Log.Lines.Count(line => line.StartsWith("Error: Heleket", StringComparison.Ordinal)));
        Assert.DoesNotContain(client.Log.Lines, line => line.Contains(TestClient.Address, StringComparison.Ordinal) || line.Contains("a header", StringComparison.Ordinal));
    }

    private static int UnusedPort()
    {
        // Bound and not listening: the system refuses, and gives the port to nobody else while the test runs.
        Holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)Holder.LocalEndPoint!).Port;
    }

    private static readonly Socket Holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
