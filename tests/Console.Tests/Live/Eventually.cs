namespace Payouts.Console.Tests.Live;

/// <summary>Waits for what another thread does.</summary>
internal static class Eventually
{
    public static Task IsAsync(Func<bool> isTrue) => IsAsync(() => Task.FromResult(isTrue()));

    public static async Task IsAsync(Func<Task<bool>> isTrue)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isTrue())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
