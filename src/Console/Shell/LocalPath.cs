namespace Payouts.Console.Shell;

/// <summary>Addresses that came from outside and are gone to: only pages of the console.</summary>
public static class LocalPath
{
    private const string Home = "/console";

    private const int MostLength = 2048;

    /// <summary>The path with its query if it is one of the console, else the first page.</summary>
    /// <param name="asked">As somebody sent it.</param>
    public static string OrHome(string? asked) => asked is not null && IsOfTheConsole(asked) ? asked : Home;

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
