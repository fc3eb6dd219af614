using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Console.SignIn;

namespace Payouts.Console.Tests.SignIn;

public sealed class SignInPageTests
{
    private static readonly SignInWays All = new("Staging", Oidc: true, Key: true, [new("ana", "maker"), new("ada", "admin")]);

    [Fact]
    public async Task It_offers_the_ways_that_there_are_and_says_which_environment_it_is()
    {
        await using var app = await ConsoleApp.StartAsync(ways: All);

        var page = await app.PageAsync("/console/sign-in?returnUrl=%2Fconsole%2Fpayouts%3Fstatus%3Dfailed", session: null);

        Assert.Equal("This is Staging, not Production.", page.QuerySelector(".lead").Words());
        Assert.Equal("/console/sign-in/oidc?returnUrl=%2Fconsole%2Fpayouts%3Fstatus%3Dfailed", page.QuerySelector("main a.primary")!.GetAttribute("href"));
        Assert.Equal(["/console/sign-in/key", "/console/sign-in/person", "/console/sign-in/person"], page.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")));
        Assert.All(page.QuerySelectorAll("main form"), form => Assert.Equal("/console/payouts?status=failed", form.QuerySelector<IHtmlInputElement>("input[name=returnUrl]")!.Value));
        Assert.All(page.QuerySelectorAll("main form"), form => Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]")));
        Assert.Equal(["ana", "ada"], page.QuerySelectorAll<IHtmlInputElement>("main input[name=name]").Select(name => name.Value));
        Assert.Null(page.QuerySelector("nav"));
    }

    [Fact]
    public async Task What_is_not_there_is_not_offered()
    {
        await using var app = await ConsoleApp.StartAsync(ways: new("Production", Oidc: true, Key: false, []));

        var page = await app.PageAsync("/console/sign-in", session: null);

        Assert.Equal("This is Production: what is sent here is real money.", page.QuerySelector(".lead").Words());
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Theory]
    [InlineData("refused", "That did not sign you in.")]
    [InlineData("wait", "There were too many attempts from your address. Wait a minute, then try again.")]
    [InlineData("provider", "Your identity provider does not answer. Try again in a moment.")]
    [InlineData("<b>", "That did not sign you in.")]
    public async Task A_refusal_does_not_say_which_part_was_wrong(string failed, string sentence)
    {
        await using var app = await ConsoleApp.StartAsync(ways: All);

        Assert.Equal(sentence, (await app.PageAsync($"/console/sign-in?failed={Uri.EscapeDataString(failed)}", session: null)).QuerySelector("main .fault").Words());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/console/../x")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task One_comes_back_only_to_the_console(string returnUrl)
    {
        await using var app = await ConsoleApp.StartAsync(ways: All);

        var page = await app.PageAsync($"/console/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", session: null);

        Assert.All(page.QuerySelectorAll<IHtmlInputElement>("input[name=returnUrl]"), field => Assert.Equal("/console", field.Value));
    }
}
