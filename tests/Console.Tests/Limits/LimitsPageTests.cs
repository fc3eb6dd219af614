using Payouts.Client;

namespace Payouts.Console.Tests.Limits;

public sealed class LimitsPageTests
{
    private const string Path = "/console/clients/c-1042/limits";

    private static readonly Limit Day = new() { Name = "day", Per = [LimitPer.Client, LimitPer.Asset], Window = "1.00:00:00", MaxAmount = 2000, MaxCount = 20, OnExcess = LimitExcess.Refuse };

    [Fact]
    public async Task A_limit_is_a_bar_that_says_what_is_used_and_when_there_is_more_room()
    {
        await using var app = await StartAsync(Day);
        app.Api.On("GET /limits/day/usage", Wire.Of(new LimitUsage
        {
            Name = "day",
            ClientId = "c-1042",
            Asset = "USDT",
            Window = "1.00:00:00",
            Used = new() { Count = 3, Amount = 2000 },
            Max = new() { Count = 20, Amount = 2000 },
            Room = new() { Count = 17, Amount = 0 },
            Tentative = 0,
            NextLeavesAt = Some.Now.AddHours(5),
        }));

        var page = await app.PageAsync(Path);

        var cells = page.QuerySelectorAll("main tbody td").Select(cell => cell.Words()).ToList();
        Assert.Equal(["day within 1 day, of this client, in USDT", "2000 of 2000 USDT 3 of 20 payouts", "0 USDT, 17 payouts", "in 5 h. Until then what does not fit is refused."], cells);
        Assert.Equal([("2000", "2000"), ("3", "20")], page.QuerySelectorAll("meter").Select(bar => (bar.GetAttribute("value"), bar.GetAttribute("max"))));
        Assert.Equal(["GET /limits?client_id=c-1042", "GET /limits/day/usage?client_id=c-1042&asset=USDT"], app.Api.Calls.Select(call => call.Line).Where(line => line.StartsWith("GET /limits", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_client_whom_nothing_limits_is_said_to_be_so()
    {
        await using var app = await StartAsync();

        Assert.Contains("limits nothing of this client", (await app.PageAsync(Path)).QuerySelector(".empty").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_that_nothing_was_paid_in_is_not_asked_for()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /limits", Wire.Of(new { Data = new[] { Day } }));

        Assert.Contains("Nothing counts yet", (await app.PageAsync(Path)).QuerySelector(".empty").Words(), StringComparison.Ordinal);
    }

    private static async Task<ConsoleApp> StartAsync(params Limit[] limits)
    {
        var app = await Scene.StartAsync(Some.Payout("1"), Some.Payout("2"));
        app.Api.On("GET /limits", Wire.Of(new { Data = limits }));
        return app;
    }
}
