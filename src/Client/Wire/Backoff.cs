namespace Payouts.Client.Wire;

/// <summary>How long to wait before the next attempt.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>As long as the service says; else between nothing and 100 ms × 2ⁿ, at most 5 s.</summary>
    /// <param name="attempt">How many were made, from 1.</param>
    /// <param name="retryAfter">What the service says.</param>
    /// <param name="chance">From 0 to below 1.</param>
    public static TimeSpan After(int attempt, TimeSpan? retryAfter, double chance) =>
        retryAfter ?? chance * (attempt > 6 ? Longest : First * Math.Pow(2, attempt - 1));
}
