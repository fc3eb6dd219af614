using Microsoft.Extensions.Configuration;
using Payouts.Hosting;
using Serilog.Events;

namespace Payouts.Gateway.Tests.Hosting;

/// <summary>docs/operations.md, "Logs".</summary>
public sealed class LogSettingsTests
{
    [Fact]
    public void With_nothing_set_the_log_is_text_at_information_and_the_frameworks_are_quiet()
    {
        var settings = Read();

        Assert.Equal((LogEventLevel.Information, false), (settings.Default, settings.IsJson));
        Assert.Equal(LogSettings.Quiet, settings.Overrides);
    }

    [Fact]
    public void A_level_that_is_set_leaves_the_other_defaults_alone()
    {
        var settings = Read(("Serilog:MinimumLevel:Default", "debug"), ("Serilog:MinimumLevel:Override:Orleans", "Error"), ("Serilog:MinimumLevel:Override:Payouts", "Verbose"));

        Assert.Equal(LogEventLevel.Debug, settings.Default);
        Assert.Equal(LogSettings.Quiet.SetItem("Orleans", LogEventLevel.Error).SetItem("Payouts", LogEventLevel.Verbose), settings.Overrides);
    }

    [Fact]
    public void The_short_form_is_the_default_level() => Assert.Equal(LogEventLevel.Fatal, Read(("Serilog:MinimumLevel", "Fatal")).Default);

    [Theory]
    [InlineData("Serilog:MinimumLevel:Override:Payouts.Gateway.Access")]
    [InlineData("Serilog:MinimumLevel:Override:Payouts:Gateway:Access")]
    public void A_category_is_written_with_points_or_with_the_separator_of_environment_names(string name) =>
        Assert.Equal(LogEventLevel.Warning, Read((name, "Warning")).Overrides["Payouts.Gateway.Access"]);

    [Theory]
    [InlineData("json", true)]
    [InlineData("JSON", true)]
    [InlineData("text", false)]
    [InlineData("", false)]
    public void The_format_is_text_or_json(string word, bool isJson) => Assert.Equal(isJson, Read(("Log:Format", word)).IsJson);

    [Theory]
    [InlineData("Serilog:MinimumLevel:Default", "Loud", "Serilog__MinimumLevel__Default must be Verbose, Debug, Information, Warning, Error or Fatal; it is \"Loud\".")]
    [InlineData("Serilog:MinimumLevel:Override:Payouts", "2", "Serilog__MinimumLevel__Override__Payouts must be")]
    [InlineData("Serilog:MinimumLevel:Override:Payouts:Gateway:Access", "Off", "Serilog__MinimumLevel__Override__Payouts__Gateway__Access must be")]
    [InlineData("Serilog:MinimumLevel", "Trace", "Serilog__MinimumLevel must be")]
    [InlineData("Serilog:MinimumLevel:Overide:Payouts", "Debug", "Serilog__MinimumLevel__Overide is not a setting; Serilog__MinimumLevel has Default and Override.")]
    [InlineData("Serilog:WriteTo:0:Name", "File", "Serilog__WriteTo is not a setting; Serilog has MinimumLevel.")]
    [InlineData("Log:Format", "xml", "Log__Format must be text or json; it is \"xml\".")]
    [InlineData("Log:Fromat", "json", "Log__Fromat is not a setting; Log has Format.")]
    public void What_is_wrong_is_said_with_its_name_and_has_its_default(string name, string value, string sentence)
    {
        var settings = LogSettings.Read(Configuration((name, value)), out var faults);

        Assert.StartsWith(sentence, Assert.Single(faults), StringComparison.Ordinal);
        Assert.Equal((LogEventLevel.Information, false), (settings.Default, settings.IsJson));
        Assert.Equal(LogSettings.Quiet, settings.Overrides);
    }

    private static LogSettings Read(params (string Name, string Value)[] given)
    {
        var settings = LogSettings.Read(Configuration(given), out var faults);
        Assert.Empty(faults);
        return settings;
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] given) =>
        new ConfigurationBuilder().AddInMemoryCollection(given.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))).Build();
}
