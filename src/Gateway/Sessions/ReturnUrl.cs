namespace Payouts.Gateway.Sessions;

/// <summary>Where a person is sent after signing in: only to a page of the console.</summary>
internal static class ReturnUrl
{
    /// <summary>The console's first page.</summary>
    public const string Home = "/console";

    private const int MostLength = 2048;

    /// <summary>The path that was asked for if it is one of the console, else <see cref="Home"/>.</summary>
    public static string Of(string? asked) => asked is not null && IsOfTheConsole(asked) ? asked : Home;

    private static bool IsOfTheConsole(string url)
    {
        // Not decoded by us alone: a browser takes %2e%2e for .. too.
        var path = Uri.UnescapeDataString(url.Split('?', '#')[0]);
        return url.Length <= MostLength
            && url.All(letter => letter is > ' ' and < '\x7f' and not '\\')
            && !url.Contains("//", StringComparison.Ordinal)
            && (path == Home || path.StartsWith($"{Home}/", StringComparison.Ordinal))
            && !path.Contains('\\', StringComparison.Ordinal)
            && !path.Contains("//", StringComparison.Ordinal)
            && !path.Split('/').Any(part => part is "." or "..");
    }
}
