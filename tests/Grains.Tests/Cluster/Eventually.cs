namespace Payouts.Grains.Tests.Cluster;

/// <summary>Waits for what nobody announces: looks again and again.</summary>
internal static class Eventually
{
    /// <summary>Far beyond what anything here takes, even on a busy machine.</summary>
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns once the condition holds; fails with the story when it does not in time.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> story)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(WaitTimeout);
        using var timer = new PeriodicTimer(Pause);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within {WaitTimeout}: {story()}");
            }
        }
    }

    /// <summary>The value, once it is as wanted.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> wanted)
    {
        var last = default(T);
        await IsTrueAsync(async () => wanted(last = await read()), () => $"still {last}");
        return last!;
    }
}
