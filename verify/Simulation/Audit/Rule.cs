namespace Payouts.Simulation.Audit;

/// <summary>A rule that must hold after every step.</summary>
internal static class Rule
{
    /// <exception cref="RuleBroken">It does not hold.</exception>
    public static void Holds(bool condition, string rule, string what) => Holds(condition, rule, () => what);

    /// <exception cref="RuleBroken">It does not hold.</exception>
    public static void Holds(bool condition, string rule, Func<string> what)
    {
        if (!condition)
        {
            throw new RuleBroken(rule, what());
        }
    }
}

/// <summary>A rule did not hold.</summary>
/// <param name="rule">A short name: a scenario that is made smaller must break the same rule.</param>
/// <param name="what">What was seen.</param>
internal sealed class RuleBroken(string rule, string what) : Exception($"{rule}: {what}")
{
    public string Rule => rule;
}
