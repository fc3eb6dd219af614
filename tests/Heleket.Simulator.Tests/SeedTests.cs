using System.Globalization;
using System.Net;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Heleket.Simulator.Tests;

/// <summary>Settled payouts of the past, a line each, all or none.</summary>
public sealed class SeedTests : IDisposable
{
    private const string Line = """{"order_id":"o-1","amount":"5","currency":"USDT","network":"TRON","address":"T1","created_at":"2026-05-01T10:00:00Z"}""";

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "ledger.jsonl");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_seeded_payout_is_like_one_that_was_made_then_and_costs_nothing_now()
    {
        await using var rig = await Rig.StartAsync(options => (options.UndocumentedMembers, options.Balances) = (true, new Dictionary<string, decimal> { ["USDT"] = 3m }));

        Assert.Equal("""{"stored":3}""", (await SeedAsync(rig, $$"""
            {{Line}}

            {"order_id":"o-2","uuid":"8b03432e-385b-4670-8d06-064591096795","amount":20,"currency":"usdt","network":"tron","address":"T2","created_at":"2026-05-01T09:00:00+03:00","updated_at":"2026-05-02T09:00:00Z","commission":"0.5","is_subtract":false,"txid":"abc","memo":"m"}
            {"order_id":"o-3","amount":7.00000001,"currency":"USDT","network":"BSC","address":"0x3","created_at":"2026-05-02T10:00:00Z","status":"cancel"}
            """)).Text);

        Assert.Equal(["o-2", "o-1", "o-3"], rig.Simulator.Ledger.Select(entry => entry.OrderId));
        Assert.Equal([(20m, 19.5m, 0.5m), (6m, 5m, 1m), (8.00000001m, 7.00000001m, 1m)], rig.Simulator.Ledger.Select(entry => (entry.DebitAmount, entry.Received, entry.Commission)));
        Assert.Equal(new WalletView("USDT", 3m, 0m, 26m, 1000m) { Opening = 3m, Added = 26m, Debited = 26m }, rig.Simulator.Wallets[0]);
        var info = (await rig.Client.PostAsync("v1/payout/info", new { uuid = "8b03432e-385b-4670-8d06-064591096795" })).Ok().Result;
        string[] members = ["amount", "currency", "network", "address", "txid", "status", "created_at", "updated_at"];
        Assert.Equal(
            ["20", "USDT", "TRON", "T2", "abc", "paid", "2026-05-01T09:00:00+03:00", "2026-05-02T12:00:00+03:00"],
            members.Select(member => info.GetProperty(member).GetString()));
        Assert.NotNull(rig.Simulator.Find("o-1")!.Txid);
        Assert.Equal(MoneyState.Returned, rig.Simulator.Find("o-3")!.Money);
    }

    [Fact]
    public async Task The_past_goes_before_what_is_there_and_pages_go_through_all_of_it()
    {
        await using var rig = await Rig.StartAsync(options => options.ListOrderIds = true);
        await rig.Client.CreateAsync("now");
        await SeedAsync(rig, string.Join('\n', Enumerable.Range(0, 20).Select(LineOf)));
        await SeedAsync(rig, Line.Replace("o-1", "oldest", StringComparison.Ordinal));
        await rig.Client.CreateAsync("later");

        List<string?> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await rig.Client.PostAsync($"v1/payout/list?cursor={cursor}")).Ok().Result;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("order_id").GetString()));
            cursor = page.GetProperty("paginate").GetProperty("nextCursor").GetString();
        }

        Assert.Equal(["later", "now", .. Enumerable.Range(0, 20).Reverse().Select(i => $"s-{i}"), "oldest"], seen);
        Assert.Equal(HttpStatusCode.OK, (await rig.Client.CreateAsync("s-3")).Status);
        Assert.Equal(23, rig.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task A_bad_line_is_told_by_its_number_and_nothing_of_the_file_is_stored()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Client.CreateAsync("stored");
        string[] lines =
        [
            Line,
            "",
            "{",
            Line.Replace("\"5\"", "\"0\"", StringComparison.Ordinal),
            Line.Replace("amount", "amuont", StringComparison.Ordinal),
            Line.Replace("USDT", "BTC", StringComparison.Ordinal),
            Line.Replace("2026-05-01", "2026-05-05", StringComparison.Ordinal),
            Line,
            Line.Replace("}", ",\"status\":\"process\"}", StringComparison.Ordinal).Replace("o-1", "o-2", StringComparison.Ordinal),
            "null",
        ];

        var answer = await SeedAsync(rig, string.Join("\r\n", lines));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("Nothing was stored. Bad lines: 8. Line 3: The body is no such JSON object", answer.Message, StringComparison.Ordinal);
        Assert.Equal(
            [
                (4, "amount must be from 0.00000001 to 10000000000, with at most 8 decimals."), (5, "amuont is unknown."),
                (6, "currency and network: BTC on TRON is no pair of the simulator's."), (7, "created_at is in the future."), (8, "order_id is in the file twice."),
                (9, "status must be paid, fail, cancel or system_fail."), (10, "The body is no such JSON object: null"),
            ],
            answer.Json.GetProperty("lines").EnumerateArray().Skip(1).Select(bad => (bad.GetProperty("line").GetInt32(), bad.GetProperty("message").GetString()!)));
        Assert.Equal("Nothing was stored. Bad lines: 1. Line 2: order_id is stored already.", (await SeedAsync(rig, $"{Line}\n{Line.Replace("o-1", "stored", StringComparison.Ordinal)}")).Message);
        Assert.Equal("Line 2 is longer than 16384 bytes.", (await SeedAsync(rig, $"{Line}\n{new string(' ', 20_000)}")).Message);
        Assert.Equal("stored", Assert.Single(rig.Simulator.Ledger).OrderId);
        Assert.All(rig.Simulator.Wallets, wallet => Assert.Equal((0m, 1_000_000_000m), (wallet.Added, wallet.Available + wallet.Reserved)));
    }

    [Fact]
    public async Task A_seed_survives_a_restart_and_what_came_of_it_too()
    {
        IReadOnlyList<LedgerEntry> before;
        IReadOnlyList<WalletView> wallets;
        await using (var rig = await Rig.StartAsync(options => options.DataFile = _file, _time))
        {
            await rig.Client.CreateAsync("now");
            await SeedAsync(rig, string.Join('\n', Enumerable.Range(0, 1_200).Select(LineOf)));
            await rig.Client.CreateAsync("later");
            rig.Simulator.ForceStatus("s-7", "fail!");
            (before, wallets) = (rig.Simulator.Ledger, rig.Simulator.Wallets);
        }

        await using var again = await Rig.StartAsync(options => options.DataFile = _file, _time);

        Assert.Equal(before.Select(entry => entry with { CreateCalls = 0 }), again.Simulator.Ledger);
        Assert.Equal(wallets, again.Simulator.Wallets);
    }

    [Fact]
    public async Task A_seed_whose_writing_was_cut_off_was_never_stored()
    {
        await using (var rig = await Rig.StartAsync(options => options.DataFile = _file, _time))
        {
            await rig.Client.CreateAsync("now");
            await SeedAsync(rig, string.Join('\n', Enumerable.Range(0, 100).Select(LineOf)));
        }

        var written = await File.ReadAllTextAsync(_file);
        await File.WriteAllTextAsync(_file, written[..^20]);

        await using (var again = await Rig.StartAsync(options => options.DataFile = _file, _time))
        {
            Assert.Equal("now", Assert.Single(again.Simulator.Ledger).OrderId);
            Assert.Equal("""{"stored":2}""", (await SeedAsync(again, $"{LineOf(1)}\n{LineOf(200)}")).Text);
        }

        await using var third = await Rig.StartAsync(options => options.DataFile = _file, _time);
        Assert.Equal(["s-1", "s-200", "now"], third.Simulator.Ledger.Select(entry => entry.OrderId));
    }

    [Fact]
    public async Task A_hundred_thousand_lines_are_stored_in_one_go()
    {
        await using var rig = await Rig.StartAsync();

        var answer = await SeedAsync(rig, string.Join('\n', Enumerable.Range(0, 100_000).Select(LineOf)));

        Assert.Equal("""{"stored":100000}""", answer.Text);
        Assert.Equal((100_000, 100_000m * 6m), (rig.Simulator.Ledger.Count, rig.Simulator.Wallets.Single(wallet => wallet.Currency == "USDT").Paid));
    }

    public void Dispose()
    {
        if (Path.GetDirectoryName(_file) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string LineOf(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"order_id":"s-{{number}}","amount":"5","currency":"USDT","network":"TRON","address":"T{{number}}","created_at":"{{new DateTime(2026, 5, 2, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number):O}}"}""");

    private static Task<RawResponse> SeedAsync(Rig rig, string lines) => rig.Client.PostTextAsync("control/seed", lines);
}
