using Microsoft.Extensions.Configuration;
using Payouts.Gateway.Pages;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Settings;

/// <summary>Which API a console calls, and when it must be told.</summary>
public sealed class ConsoleSettingsTests
{
    [Theory]
    [InlineData("https://0.0.0.0:8443")]
    [InlineData("https://*:8443")]
    [InlineData("https://payouts.example:8443")]
    [InlineData("https://0.0.0.0:8443;https://[::]:8444")]
    public void Where_tls_is_for_other_names_alone_the_address_of_the_api_must_be_said(string urls)
    {
        var sentence = Assert.Single(Errors(("urls", urls)));

        Assert.StartsWith("Console__ApiUrl is missing: ", sentence, StringComparison.Ordinal);
        Assert.Contains(urls.Split(';')[0], sentence, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_alone_are_addresses_too() => Assert.Contains("https://*:8443", Assert.Single(Errors(("https_ports", "8443"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("https://0.0.0.0:8443;http://127.0.0.1:8080")]
    [InlineData("https://localhost:8443")]
    [InlineData("https://127.0.0.1:8443")]
    [InlineData("garbage")]
    public void Where_the_host_can_be_called_from_its_own_machine_nothing_need_be_said(string urls) => Assert.Empty(Errors(("urls", urls)));

    [Fact]
    public void Whoever_says_it_or_has_no_console_listens_as_he_likes()
    {
        Assert.Empty(Errors(("urls", "https://0.0.0.0:8443"), ("Console:ApiUrl", "https://payouts.example/")));
        Assert.Empty(Errors(("urls", "https://0.0.0.0:8443"), ("Console:Enabled", "false")));
    }

    [Fact]
    public void An_http_address_that_is_the_consoles_own_is_none_of_the_api() =>
        Assert.Single(Errors(("urls", "https://0.0.0.0:8443;http://127.0.0.1:8080"), ("Console:Urls", "http://127.0.0.1:8080")));

    private static IReadOnlyList<string> Errors(params (string Name, string? Value)[] settings)
    {
        var read = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
        ConsoleSettings.Read(read, enabled: true);
        try
        {
            read.RequireNoErrors();
            return [];
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
