using Payouts.Console.Shell;

namespace Payouts.Console.Tests.Pages;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/console")]
    [InlineData("/console/")]
    [InlineData("/console?page=2")]
    [InlineData("/console/payouts?status=failed")]
    [InlineData("/console/payouts/0123#log")]
    [InlineData("/console/payouts?reference=a%2F%2Fb&x=..")]
    [InlineData("/console/clients/a..b")]
    public void A_path_of_the_console_is_where_one_returns_to(string url) => Assert.Equal(url, LocalPath.OrHome(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("console")]
    [InlineData("/payouts")]
    [InlineData("/consoles")]
    [InlineData("/consolex")]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/console/../api")]
    [InlineData("/console//evil")]
    [InlineData("/Console")]
    [InlineData("//evil.example/console")]
    [InlineData("/\\evil.example")]
    [InlineData("\\evil.example")]
    [InlineData("https://evil.example/console")]
    [InlineData("https:/console")]
    [InlineData("/console//evil.example")]
    [InlineData("/console\\..\\docs")]
    [InlineData("/console/../docs")]
    [InlineData("/console/..")]
    [InlineData("/console/./x")]
    [InlineData("/console/%2e%2e/docs")]
    [InlineData("/console/.%2E/docs")]
    [InlineData("/console/%5c..%5cdocs")]
    [InlineData("/console/%2f%2fevil.example")]
    [InlineData("/console/a b")]
    [InlineData("/console/a\r\nSet-Cookie: x")]
    [InlineData("/console/\u00e9")]
    [InlineData("\t/console")]
    public void Anything_else_leads_to_the_first_page(string? url) => Assert.Equal("/console", LocalPath.OrHome(url));

    [Fact]
    public void A_path_is_not_longer_than_any_of_ours() => Assert.Equal("/console", LocalPath.OrHome($"/console?{new string('x', 2048)}"));
}
