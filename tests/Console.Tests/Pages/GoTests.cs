namespace Payouts.Console.Tests.Pages;

/// <summary>The box that goes to what one knows the name of.</summary>
public sealed class GoTests
{
    [Fact]
    public async Task An_id_goes_to_its_payout_and_a_name_to_its_only_payout_or_to_its_list()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One().ToJsonString());
        app.Api.On("GET /payouts", context => Microsoft.AspNetCore.Http.Results.Text(context.Request.Query switch
        {
            var query when query["reference"] == "bonus-7" => PayoutJson.Page(PayoutJson.One()),
            var query when query["client_id"] == "c 1" => PayoutJson.Page(PayoutJson.One(), PayoutJson.One()),
            _ => PayoutJson.Page(),
        }, "application/json"));

        Assert.Equal($"/console/payouts/{PayoutJson.Id}", await GoAsync(app, PayoutJson.Id));
        Assert.Equal($"/console/payouts/{PayoutJson.Id}", await GoAsync(app, " bonus-7 "));
        Assert.Equal("/console/payouts?client_id=c%201", await GoAsync(app, "c 1"));
        Assert.Null(await GoAsync(app, PayoutJson.Id[..31]));
    }

    private static async Task<string?> GoAsync(ConsoleApp app, string to)
    {
        using var http = app.Browser();
        using var answer = await http.GetAsync($"/console/go?to={Uri.EscapeDataString(to)}");
        return answer.Headers.Location?.OriginalString;
    }
}
