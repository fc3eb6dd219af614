using Payouts.Client;

namespace Payouts.Console.Shell;

/// <summary>Calls that a page can do without.</summary>
internal static class Ask
{
    /// <summary>
    /// What the API says, or <see langword="null"/> when it does not: the page then shows it as unknown. That the session
    /// is over is no such case.
    /// </summary>
    public static async Task<T?> OrUnknownAsync<T>(this Task<T> call)
        where T : class?
    {
        try
        {
            return await call;
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return null;
        }
    }
}
