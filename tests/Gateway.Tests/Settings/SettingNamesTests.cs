using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Settings;

public sealed partial class SettingNamesTests
{
    [Theory]
    [InlineData("Payouts:SweepIntervall", "Payouts__SweepInterval")]
    [InlineData("Payouts:SweepIntrval", "Payouts__SweepInterval")]
    [InlineData("PAYOUTS:SWEEP_INTERVALL", "Payouts__SweepInterval")]
    [InlineData("Payout:SweepInterval", "Payouts__SweepInterval")]
    [InlineData("Storage:Provder", "Storage__Provider")]
    [InlineData("Storage:Kind:Of", "Storage__Provider")]
    [InlineData("Storage", "Storage__Provider")]
    [InlineData("Storage_Provider", "Storage__Provider")]
    [InlineData("ApiKeys:0:Scope", "ApiKeys__0__Scopes__0")]
    [InlineData("ApiKeys:2:Scopes", "ApiKeys__2__Scopes__0")]
    [InlineData("ApiKeys:Sha256", "ApiKeys__0__Sha256")]
    [InlineData("ApiKey:0:Sha256", "ApiKeys__0__Sha256")]
    [InlineData("RateLimit:Requests", "RateLimit__ConcurrentRequests")]
    [InlineData("Cluster:Idd", "Cluster__Id")]
    [InlineData("Addresses:AllowOffCurves", "Addresses__AllowOffCurve")]
    [InlineData("Log:Formatt", "Log__Format")]
    [InlineData("ConnectionStrings:Payout", "ConnectionStrings__Payouts")]
    [InlineData("ConnectionString:Payouts", "ConnectionStrings__Payouts")]
    [InlineData("HELEKET_MERCHANT", "HELEKET_MERCHANT_ID")]
    [InlineData("HELEKT_API_KEY", "HELEKET_API_KEY")]
    [InlineData("heleket_callback", "HELEKET_CALLBACK_URL")]
    [InlineData("Heleket:MerchantId", "HELEKET_MERCHANT_ID")]
    [InlineData("PAYOUTS_SWEEPINTERVAL", "Payouts__SweepInterval")]
    public void A_misspelt_name_is_said_with_the_nearest_real_one(string key, string real)
    {
        var fault = Assert.Single(Faults(key));

        Assert.Equal($"{key.Replace(":", "__", StringComparison.Ordinal)} is not a setting; did you mean {real}?", fault);
    }

    [Theory]
    [InlineData("Payouts:SweepInterval")]
    [InlineData("payouts:sweepinterval")]
    [InlineData("ApiKeys:shop:Scopes:3")]
    [InlineData("Simulator:Webhooks:DropAll")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Serilog:MinimumLevel:Override:Orleans")]
    [InlineData("Kestrel:Certificates:Default:Path")]
    [InlineData("AllowedHosts")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("PAYOUTS_SERVICE_HOST")]
    [InlineData("PAYOUTS_SERVICE_PORT")]
    [InlineData("PAYOUTS_SERVICE_PORT_HTTP")]
    [InlineData("PAYOUTS_PORT")]
    [InlineData("PAYOUTS_PORT_8080_TCP")]
    [InlineData("PAYOUTS_PORT_8080_TCP_PROTO")]
    [InlineData("HELEKET_SERVICE_HOST")]
    [InlineData("HELEKET_SIMULATOR_PORT_8090_TCP_ADDR")]
    [InlineData("CLUSTER_ID")]
    [InlineData("STORAGE")]
    [InlineData("LOG")]
    [InlineData("LOG_FORMAT")]
    [InlineData("PAYOUTS_VERSION")]
    [InlineData("HOSTNAME")]
    public void A_real_name_or_somebody_elses_is_let_be(string key) => Assert.Empty(Faults(key, key.StartsWith("Serilog", StringComparison.Ordinal) ? "Warning" : "x"));

    [Fact]
    public void An_empty_section_of_a_file_is_nothing() => Assert.Empty(Faults("ApiKeys", "").Concat(Faults("Payouts", null)));

    [Fact]
    public void What_is_read_must_be_declared() =>
        Assert.Throws<InvalidOperationException>(() => new SettingReader(new ConfigurationBuilder().Build()).Text("Payouts__NotDeclared"));

    [Fact]
    public void The_table_of_the_readme_has_every_setting_and_no_other()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var table = readme.Split("| Name | Default | |")[1].Split("\n\n")[0];
        var names = table.Split('\n')
            .SelectMany(row => Quoted().Matches(row.Split('|').ElementAtOrDefault(1) ?? "").Select(match => match.Groups[1].Value))
            .Where(name => !name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) && !name.StartsWith("Kestrel__", StringComparison.Ordinal) && !name.StartsWith("__", StringComparison.Ordinal));

        Assert.Equal(
            KnownSettings.All.Select(name => string.Join("__", name.Split("__").Select(part => part == "N" ? "0" : part))).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Faults(string key, string? value = "x")
    {
        var read = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, value)]).Build());
        try
        {
            read.RequireNoErrors();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
