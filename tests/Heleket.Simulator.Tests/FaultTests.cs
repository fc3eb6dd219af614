using System.Net;
using System.Text.Json;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("Not enough funds", 422)]
    [InlineData("You are forbidden", 200)]
    public async Task A_refusal_has_the_words_and_the_status_asked_for(string message, int status)
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.Refuse) { Message = message, HttpStatus = status, Times = 1 });

        (await rig.Client.CreateAsync("o-1")).Refused(message, (HttpStatusCode)status);
        Assert.Empty(rig.Simulator.Ledger);
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Fact]
    public async Task A_refusal_can_be_a_validation_key()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.Refuse) { Message = "validation.regex", Field = "address" });

        (await rig.Client.CreateAsync("o-1")).Invalid("address", "validation.regex");
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore, false)]
    [InlineData(FaultKind.CommitThenDrop, true)]
    public async Task A_connection_is_cut_before_or_after_the_payout_is_stored(FaultKind kind, bool stored)
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(kind) { Operation = SimulatorOperation.Create, Times = 1 });

        // On a connection that was used before, too: there a client might repeat the call by itself.
        (await rig.Client.PostAsync("v1/payout/services")).Ok();

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.Client.CreateAsync("o-1"));

        await AssertStoredAsync(rig, stored);
    }

    [Theory]
    [InlineData(FaultKind.CommitThen500, HttpStatusCode.InternalServerError, """{"message":"Server error, #1","code":500,"error":null}""", true)]
    [InlineData(FaultKind.Error500Before, HttpStatusCode.InternalServerError, """{"message":"Server error, #1","code":500,"error":null}""", false)]
    [InlineData(FaultKind.TooManyRequests, HttpStatusCode.TooManyRequests, """{"message":"Too Many Attempts."}""", false)]
    [InlineData(FaultKind.Unavailable, HttpStatusCode.UnprocessableEntity, """{"state":1,"message":"The terminal was not found"}""", false)]
    public async Task An_answer_is_replaced(FaultKind kind, HttpStatusCode status, string text, bool stored)
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(kind) { Times = 1 });

        var answer = await rig.Client.CreateAsync("o-1");

        Assert.Equal((status, text), (answer.Status, answer.Text));
        await AssertStoredAsync(rig, stored);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxys_page_tells_nothing_about_the_payout(bool stored)
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.Html502) { Stored = stored, Times = 1 });

        var answer = await rig.Client.CreateAsync("o-1");

        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (answer.Status, answer.ContentType));
        Assert.StartsWith("<html>", answer.Text, StringComparison.Ordinal);
        await AssertStoredAsync(rig, stored);
    }

    [Fact]
    public async Task A_truncated_answer_is_a_success_that_cannot_be_read()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.CommitThenTruncate) { Times = 1 });

        var answer = await rig.Client.CreateAsync("o-1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
        await AssertStoredAsync(rig, true);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_the_payout_was_stored()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.CommitThenSlow) { Times = 1 });

        var answer = rig.Client.CreateAsync("o-1");
        await rig.UntilAsync("o-1", _ => true);
        rig.Time.Advance(TimeSpan.FromSeconds(89));
        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await answer).Ok();
    }

    [Fact]
    public async Task A_call_that_hangs_is_never_answered_and_stores_nothing()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.Hang) { Operation = SimulatorOperation.Create, Times = 1 });
        using var timeout = new CancellationTokenSource();

        var hung = rig.Client.PostAsync("v1/payout", RawClient.Terms("o-1"), cancellation: timeout.Token);
        using var other = new RawClient(rig.Host.BaseAddress);
        while (rig.Simulator.CreateCalls("o-1") == 0)
        {
            await other.InfoAsync("o-1");
        }

        rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.False(hung.IsCompleted);
        await timeout.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
        await AssertStoredAsync(rig, false);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("network")]
    public async Task A_wrong_echo_stays_wrong_and_the_rest_is_right(string field)
    {
        await using var rig = await Rig.StartAsync(options => options.Balances["USDT"] = 100m);
        rig.Simulator.Inject(new Fault(FaultKind.WrongEcho) { Field = field, Times = 1 });

        var created = (await rig.Client.CreateAsync("o-1")).Ok();
        var info = (await rig.Client.InfoAsync("o-1")).Ok();

        Assert.Equal(created.Text, info.Text);
        foreach (var (name, asked) in RawClient.Terms("o-1").Where(term => term.Key is "address" or "amount" or "currency" or "network"))
        {
            Assert.Equal(name != field, (string?)asked == created.Result.GetProperty(name).GetString());
        }

        Assert.Equal(94m, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Available);
    }

    [Fact]
    public async Task A_fault_befalls_its_operation_and_its_order_alone()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("a");
        await rig.Client.CreateAsync("b");
        rig.Simulator.Inject(new Fault(FaultKind.TooManyRequests) { Operation = SimulatorOperation.Info, OrderId = "a" });

        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.Client.InfoAsync("a")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.Client.PostAsync("v1/payout/info", new { uuid = rig.Simulator.Find("a")!.Uuid })).Status);
        (await rig.Client.InfoAsync("b")).Ok();
        (await rig.Client.CreateAsync("a")).Ok();
        (await rig.Client.PostAsync("v1/payout/services")).Ok();
        rig.Simulator.ClearFaults();
        (await rig.Client.InfoAsync("a")).Ok();
    }

    [Fact]
    public async Task Faults_come_one_after_the_other_each_as_often_as_it_says()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.TooManyRequests) { Operation = SimulatorOperation.Services, Times = 2 });
        rig.Simulator.Inject(new Fault(FaultKind.Html502) { Operation = SimulatorOperation.Services, Times = 1 });
        List<int> statuses = [];

        for (var i = 0; i < 4; i++)
        {
            statuses.Add((int)(await rig.Client.PostAsync("v1/payout/services")).Status);
        }

        Assert.Equal([429, 429, 502, 200], statuses);
        Assert.Empty(rig.Simulator.Faults);
        Assert.Equal(4, rig.Simulator.Calls[SimulatorOperation.Services]);
    }

    [Fact]
    public async Task Chance_is_fixed_by_the_seed()
    {
        var first = await DrawAsync(7);

        Assert.Equal(first, await DrawAsync(7));
        Assert.NotEqual(first, await DrawAsync(8));
        Assert.InRange(first.Count(failed => failed), 20, 80);

        static async Task<bool[]> DrawAsync(int seed)
        {
            await using var rig = await Rig.StartAsync(options => options.Seed = seed);
            rig.Simulator.Inject(new Fault(FaultKind.TooManyRequests) { Probability = 0.5m });
            var failed = new bool[100];
            for (var i = 0; i < failed.Length; i++)
            {
                failed[i] = (await rig.Client.InfoAsync("x")).Status == HttpStatusCode.TooManyRequests;
            }

            return failed;
        }
    }

    [Fact]
    public async Task A_bad_signature_is_refused_before_any_fault()
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.TooManyRequests) { Times = 1 });

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Client.PostAsync("v1/payout", RawClient.Terms("o-1"), "wrong")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.Client.CreateAsync("o-1")).Status);
    }

    [Fact]
    public async Task A_fault_out_of_bounds_is_refused()
    {
        await using var rig = await Rig.StartAsync();

        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.Refuse) { Probability = 1.1m }));
        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.Refuse) { Times = 0 }));
        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.Refuse) { HttpStatus = 500 }));
        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.WrongEcho) { Field = "memo" }));
        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.OtherForm) { Operation = SimulatorOperation.Create }));
        Assert.Throws<ArgumentException>(() => rig.Simulator.Inject(new Fault(FaultKind.OtherForm) { Shown = "x" }));
        Assert.Empty(rig.Simulator.Faults);
    }

    /// <summary>The fault is over: a look-up and a repeat tell the truth.</summary>
    private static async Task AssertStoredAsync(Rig rig, bool stored)
    {
        var info = await rig.Client.InfoAsync("o-1");
        Assert.Equal(stored ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, info.Status);
        Assert.Equal(stored ? 1 : 0, rig.Simulator.Ledger.Count);
        (await rig.Client.CreateAsync("o-1")).Ok();
        Assert.Equal((2, 1), (rig.Simulator.Find("o-1")!.CreateCalls, rig.Simulator.Ledger.Count));
    }
}
