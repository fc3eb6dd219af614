using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Shell;

/// <summary>The version that a page showed, as its form sends it back.</summary>
public static class SeenVersion
{
    /// <summary>Reads it.</summary>
    /// <param name="form">Of the page.</param>
    /// <returns>0, which nothing is at, for anything but a number.</returns>
    public static long Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return long.TryParse(form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
