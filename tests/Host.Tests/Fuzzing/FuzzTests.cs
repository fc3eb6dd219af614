using System.Collections.Concurrent;
using System.Security.Cryptography;
using Payouts.Fuzz;

namespace Payouts.Host.Tests.Fuzzing;

/// <summary>
/// A slice of verify/Fuzz, a different one in each run: the output has the seed and, for each finding, the command to
/// repeat it.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Inputs = 15_000;

    [Theory]
    [InlineData(TargetNames.Responses)]
    [InlineData(TargetNames.Webhooks)]
    [InlineData(TargetNames.Readers)]
    public async Task Whatever_is_fed_to_it_no_rule_is_broken(string target)
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"Seed {seed}");
        var said = new ConcurrentQueue<string>();

        var report = await new FuzzRun(new FuzzOptions { Seed = seed, Inputs = new Dictionary<string, long> { [target] = Inputs } }, said.Enqueue).RunAsync();

        output.WriteLine(report.ToJson());
        Assert.True(report.Findings == 0, $"Seed {seed}:\n{string.Join('\n', said)}");
        Assert.Equal(Inputs, report.Inputs);
    }
}
