namespace Payouts.Simulation;

/// <summary>What came of telling a story.</summary>
/// <param name="Story">The story.</param>
/// <param name="Rule">The rule that was broken; <see langword="null"/> when all held.</param>
/// <param name="What">How it was broken.</param>
internal sealed record Telling(Story Story, string? Rule, string? What)
{
    public required Tally Tally { get; init; }

    public required IReadOnlyList<string> Trace { get; init; }

    /// <summary>The same for the same story, every time.</summary>
    public required ulong Fingerprint { get; init; }

    public required long Steps { get; init; }

    /// <summary>Tells it.</summary>
    public static Telling Of(Story story, bool isTraced = false)
    {
        var world = new World(story, isTraced);
        string? rule = null, what = null;
        try
        {
            world.Run();
        }
        catch (RuleBroken broken)
        {
            (rule, what) = (broken.Rule, broken.Message);
        }

        return new Telling(story, rule, what)
        {
            Tally = world.Tally,
            Trace = world.Trace.Lines,
            Fingerprint = world.Trace.Fingerprint,
            Steps = world.Steps,
        };
    }
}
