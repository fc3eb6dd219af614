using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Fuzz;

/// <summary>What a run came to; one line of JSON.</summary>
internal sealed record FuzzReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required int Seed { get; init; }

    /// <summary>Of all targets, controls included.</summary>
    public long Inputs => Targets.Values.Sum(target => target.Inputs);

    /// <summary>Of all targets, controls not counted.</summary>
    public long Mutated => Targets.Values.Sum(target => target.Mutated);

    public int Findings => Targets.Values.Sum(target => target.Findings);

    public required IReadOnlyDictionary<string, TargetReport> Targets { get; init; }

    /// <summary>The most that this process, the gateway's host in it, ever held.</summary>
    public required long PeakMegabytes { get; init; }

    /// <summary>In seconds.</summary>
    public required double Duration { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One target's part.</summary>
/// <param name="Inputs">Fed.</param>
/// <param name="Mutated">Of them, not as they should be.</param>
/// <param name="Findings">Rules broken.</param>
/// <param name="Answers">Inputs by what was answered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MemoryGrowthMegabytes">The working set at the end, less that after a warm-up, both after a collection.</param>
internal sealed record TargetReport(long Inputs, long Mutated, int Findings, IReadOnlyDictionary<string, long> Answers, double Seconds, long? MemoryGrowthMegabytes);

/// <summary>Counts one target's answers and says its findings as they come.</summary>
internal sealed class Tally(int seed, string target, Action<string> say)
{
    private const int MostSaid = 25;
    private const int MostShown = 4000;

    private readonly ConcurrentDictionary<string, long> _answers = new();
    private long _inputs;
    private long _mutated;
    private int _findings;

    public int Findings => _findings;

    public void Add(long number, in CaseResult result)
    {
        Interlocked.Increment(ref _inputs);
        Interlocked.Add(ref _mutated, result.Mutated ? 1 : 0);
        _answers.AddOrUpdate(result.Class, 1, static (_, count) => count + 1);
        if (result.Violation is { } violation)
        {
            Find($"{target} {number} of seed {seed}: {violation} ({result.Class})\n  again: dotnet run -c Release --project verify/Fuzz -- --seed {seed} --target {target} --only {number}\n  input: {Show(result.Input)}");
        }
    }

    /// <summary>A finding that no single input can be charged with.</summary>
    public void Find(string finding)
    {
        if (Interlocked.Increment(ref _findings) <= MostSaid)
        {
            say(finding);
        }
    }

    public TargetReport Report(TimeSpan duration, long? growth) => new(
        _inputs, _mutated, _findings, _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToDictionary(), Math.Round(duration.TotalSeconds, 1), growth);

    /// <summary>Printable, and whole if it is not long.</summary>
    private static string Show(object input)
    {
        var text = input is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{input}";
        var shown = new StringBuilder();
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, MostShown)))
        {
            _ = letter is >= ' ' and <= '~' ? shown.Append(letter) : shown.Append(CultureInfo.InvariantCulture, $"\\x{{{(int)letter:x}}}");
        }

        return text.Length <= MostShown ? shown.ToString() : $"{shown}... ({text.Length} in all)";
    }
}
