using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>The command line, as every tool of verify/ and bench/ reads it.</summary>
public sealed class ChaosOptionsTests
{
    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var options = ChaosOptions.Parse(["--silos", "5", "--storage", "postgres", "--seconds", "60", "--controls", "off", "--settle", "1500"]);

        Assert.Equal((5, ChaosStorage.Postgres, TimeSpan.FromSeconds(60)), (options.Silos, options.Storage, options.Duration));
        Assert.Equal(new ChaosOptions().Payouts, options.Payouts);
        Assert.Equal((false, TimeSpan.FromMinutes(25)), (options.Controls, options.Settle));
    }

    [Theory]
    [InlineData("--silos must be", "--silos", "1")]
    [InlineData("--silos must be", "--silos", "many")]
    [InlineData("--storage must be", "--storage", "paper")]
    [InlineData("--controls must be", "--controls", "some")]
    [InlineData("--kills has no value", "--kills")]
    [InlineData("--killls is not an option", "--killls", "1")]
    public void What_cannot_be_is_refused_with_a_sentence_that_names_it(string sentence, params string[] arguments) =>
        Assert.StartsWith(sentence, Assert.Throws<FormatException>(() => ChaosOptions.Parse(arguments)).Message, StringComparison.Ordinal);
}
