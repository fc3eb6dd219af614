namespace Payouts.Gateway.Events;

/// <summary>
/// Keeps those who ask the feed again and again from asking in a circle: a silo that stops answers at once, with nothing.
/// </summary>
internal static class Pacing
{
    /// <summary>Waits for what is left of the time that one question takes at least.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="pace">The least time from one question to the next.</param>
    /// <param name="asked">When the last one was asked, a timestamp of the clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static Task KeepAsync(this TimeProvider time, TimeSpan pace, long asked, CancellationToken cancellation) =>
        pace - time.GetElapsedTime(asked) is var left && left > TimeSpan.Zero ? Task.Delay(left, time, cancellation) : Task.CompletedTask;
}
