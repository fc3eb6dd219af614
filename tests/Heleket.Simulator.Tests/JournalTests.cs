using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Heleket.Simulator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "ledger.jsonl");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_restart_loses_neither_payouts_nor_money_and_goes_on_walking()
    {
        LedgerEntry[] before;
        WalletView[] wallets;
        await using (var rig = await StartAsync())
        {
            rig.Simulator.Script("scripted", "process", "check", "fail!@1h", "paid!@1h");
            await rig.Client.CreateAsync("plain");
            await rig.Client.CreateAsync("scripted");
            rig.Simulator.SetBalance("BTC", 3m);
            (await rig.Client.PostAsync("v1/transfer/to-personal", new { amount = "15", currency = "LTC" })).Ok();
            _time.Advance(TimeSpan.FromSeconds(1));
            before = [.. rig.Simulator.Ledger];
            wallets = [.. rig.Simulator.Wallets];
        }

        await using var again = await StartAsync();

        Assert.Equal(before.Select(entry => entry with { CreateCalls = 0 }), again.Simulator.Ledger);
        Assert.Equal(wallets.OrderBy(wallet => wallet.Currency), again.Simulator.Wallets.OrderBy(wallet => wallet.Currency));
        await again.Client.CreateAsync("plain");
        await again.Client.CreateAsync("new");
        Assert.Equal(3, again.Simulator.Ledger.Count);
        await again.TickUntilAsync("plain", payout => payout is { Status: "paid", IsFinal: true });
        Assert.Equal("check", again.Simulator.Find("scripted")!.Status);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(MoneyState.Returned, again.Simulator.Find("scripted")!.Money);
    }

    [Fact]
    public async Task What_fell_due_while_it_was_down_is_made_up_for()
    {
        await using (var rig = await StartAsync())
        {
            await rig.Client.CreateAsync("o-1");
        }

        _time.Advance(TimeSpan.FromDays(1));
        await using var again = await StartAsync();

        await again.UntilAsync("o-1", payout => payout is { Status: "paid", IsFinal: true });
    }

    [Fact]
    public async Task Webhooks_that_were_not_delivered_are_delivered_after_a_restart_and_the_others_are_not()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using (var rig = await StartAsync())
        {
            rig.Simulator.Script("o-1", "process", "check", "paid!");
            await rig.Client.CreateAsync("o-1", "5", receiver.Address);
            _time.Advance(TimeSpan.FromSeconds(1));
            await rig.UntilAsync("o-1", payout => payout.WebhooksDelivered == 1);
            Assert.Equal("check", (await receiver.NextAsync()).Payout.Status);
            rig.Simulator.SetWebhooks(new WebhookSettings { Delay = TimeSpan.FromHours(1) });
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, rig.Simulator.Find("o-1")!.WebhooksPending);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var again = await StartAsync();

        Assert.Equal("paid", (await receiver.NextAsync()).Payout.Status);
        await again.UntilAsync("o-1", payout => payout is { WebhooksDelivered: 2, WebhooksPending: 0 });
        Assert.True(receiver.IsEmpty);
    }

    [Fact]
    public async Task A_new_key_and_its_block_outlive_a_restart()
    {
        await using (var rig = await StartAsync())
        {
            rig.Simulator.ChangePayoutKey("new");
        }

        await using var again = await StartAsync();
        using var client = new RawClient(again.Host.BaseAddress, "new");

        (await client.CreateAsync("o-1")).Refused("You are forbidden");
        _time.Advance(TimeSpan.FromHours(24));
        (await client.CreateAsync("o-1")).Ok();
    }

    [Fact]
    public async Task A_last_line_that_was_cut_off_is_left_out()
    {
        await using (var rig = await StartAsync())
        {
            await rig.Client.CreateAsync("o-1");
        }

        await File.AppendAllTextAsync(_file, """{"Kind":"Payout","Payo""");
        await using (var rig = await StartAsync())
        {
            Assert.Equal("o-1", Assert.Single(rig.Simulator.Ledger).OrderId);
            await rig.Client.CreateAsync("o-2");
        }

        await using var again = await StartAsync();
        Assert.Equal(2, again.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task A_line_in_the_middle_that_cannot_be_read_stops_the_start()
    {
        await using (var rig = await StartAsync())
        {
            await rig.Client.CreateAsync("o-1");
        }

        await File.AppendAllTextAsync(_file, "nonsense\n");

        var error = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_forgets_the_file_too()
    {
        await using (var rig = await StartAsync())
        {
            await rig.Client.CreateAsync("o-1");
            rig.Simulator.Reset();
            Assert.Empty(rig.Simulator.Ledger);
            Assert.All(rig.Simulator.Wallets, wallet => Assert.Equal((1_000_000_000m, 0m), (wallet.Available, wallet.Reserved)));
            await rig.Client.CreateAsync("o-2");
        }

        await using var again = await StartAsync();
        Assert.Equal("o-2", Assert.Single(again.Simulator.Ledger).OrderId);
    }

    public void Dispose()
    {
        var directory = Path.GetDirectoryName(_file)!;
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private Task<Rig> StartAsync() => Rig.StartAsync(options => options.DataFile = _file, _time);
}
