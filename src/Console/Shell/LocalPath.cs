namespace Payouts.Console.Shell;

/// <summary>Addresses that came from outside and are gone to.</summary>
public static class LocalPath
{
    /// <summary>The path if it is one under <c>/console</c> of this host, else the first page.</summary>
    /// <param name="path">A path with a query, as somebody sent it.</param>
    public static string OrHome(string? path) =>
        path is not null
        && (path == "/console" || path.StartsWith("/console/", StringComparison.Ordinal) || path.StartsWith("/console?", StringComparison.Ordinal))
        && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/..", StringComparison.Ordinal)
        && path.All(character => character is > ' ' and < '\u007f' and not '\\')
            ? path
            : "/console";
}
