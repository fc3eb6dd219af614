using System.Net;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

/// <summary>The services list can be odd, and pairs can come and go.</summary>
public sealed class ServiceListTests
{
    [Fact]
    public async Task A_pair_that_is_not_available_is_listed_so_and_refused_until_it_is_again()
    {
        await using var rig = await Rig.StartAsync();

        await DoneAsync(rig, HttpMethod.Post, "control/services/usdt/tron", """{"is_available":false}""");
        Assert.Contains("""{"network":"TRON","currency":"USDT","is_available":false,"limit":""", await ListAsync(rig), StringComparison.Ordinal);
        (await rig.Client.CreateAsync("o-1")).Refused("The service was not found");

        await DoneAsync(rig, HttpMethod.Post, "control/services/USDT/TRON", """{"is_available":true}""");
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Fact]
    public async Task A_maximum_of_zero_is_listed_and_is_none()
    {
        await using var rig = await Rig.StartAsync();

        await DoneAsync(rig, HttpMethod.Post, "control/services/USDT/TRON", """{"min_amount":3,"max_amount":0,"fee_amount":0.5,"fee_percent":0.25}""");

        Assert.Contains("""{"min_amount":"3.00000000","max_amount":"0.00000000"},"commission":{"fee_amount":"0.50","percent":"0.25"}}""", await ListAsync(rig), StringComparison.Ordinal);
        (await rig.Client.CreateAsync("o-1", "2")).Refused("Minimum amount 3 USDT");
        (await rig.Client.CreateAsync("o-2", "5000")).Ok();
    }

    [Fact]
    public async Task Odd_entries_come_after_the_pairs_and_payouts_go_by_the_pairs()
    {
        await using var rig = await Rig.StartAsync();
        var pairs = rig.Simulator.Services.Count;

        await DoneAsync(rig, HttpMethod.Post, "control/services", """{"extra":[{"network":null,"currency":"USDT","limit":{"max_amount":"unlimited"}},7]}""");

        var list = (await rig.Client.PostAsync("v1/payout/services")).Ok().Result;
        Assert.Equal(pairs + 2, list.GetArrayLength());
        Assert.Equal("7", list[pairs + 1].GetRawText());
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":[1,"é\/"]}""")]
    [InlineData("\"none\"")]
    public async Task The_whole_list_can_be_something_else(string result)
    {
        await using var rig = await Rig.StartAsync();

        await DoneAsync(rig, HttpMethod.Post, "control/services", $$"""{"result":{{result}}}""");

        Assert.Equal(System.Text.Json.JsonElement.Parse(result).ToString(), (await rig.Client.PostAsync("v1/payout/services")).Ok().Result.ToString().Replace("\\u00e9", "é", StringComparison.Ordinal));
        (await rig.Client.CreateAsync("o-1")).Ok();
    }

    [Theory]
    [InlineData("DELETE", "control/services")]
    [InlineData("POST", "control/reset")]
    public async Task All_is_as_at_first_again(string method, string path)
    {
        await using var rig = await Rig.StartAsync();
        var first = await ListAsync(rig);
        await DoneAsync(rig, HttpMethod.Post, "control/services", """{"result":[]}""");
        await DoneAsync(rig, HttpMethod.Post, "control/services/USDT/TRON", """{"is_available":false}""");

        await DoneAsync(rig, new HttpMethod(method), path, null);

        Assert.Equal(first, await ListAsync(rig));
        Assert.All(rig.Simulator.Services, service => Assert.True(service.IsAvailable));
    }

    [Theory]
    [InlineData("control/services/USDT/BTC", """{"is_available":false}""", HttpStatusCode.NotFound)]
    [InlineData("control/services/USDT/TRON", """{"available":false}""", HttpStatusCode.BadRequest)]
    [InlineData("control/services", """{"list":[]}""", HttpStatusCode.BadRequest)]
    public async Task A_mistake_is_told(string path, string body, HttpStatusCode status)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(status, (await rig.Client.PlainAsync(HttpMethod.Post, path, System.Text.Json.JsonElement.Parse(body))).Status);
    }

    private static async Task<string> ListAsync(Rig rig) => (await rig.Client.PostAsync("v1/payout/services")).Ok().Result.GetRawText();

    private static async Task DoneAsync(Rig rig, HttpMethod method, string path, string? body) => Assert.Equal(
        HttpStatusCode.NoContent,
        (await rig.Client.PlainAsync(method, path, body is null ? null : System.Text.Json.JsonElement.Parse(body))).Status);
}
