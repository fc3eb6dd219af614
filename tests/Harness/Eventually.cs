namespace Payouts.Harness;

/// <summary>Waits for what another process does; asks it again and again, because it tells nobody.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns once the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not in time; the message is the story.</exception>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, TimeSpan timeout, Func<string> story)
    {
        using var limit = new CancellationTokenSource(timeout);
        using var timer = new PeriodicTimer(Pause);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(story());
            }
        }
    }

    /// <summary>Returns the value once it satisfies the condition.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> condition, TimeSpan timeout)
    {
        var last = default(T);
        await IsTrueAsync(async () => condition(last = await read()), timeout, () => $"Still {last} after {timeout}.");
        return last!;
    }
}
