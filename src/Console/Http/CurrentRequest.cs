using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Http;

/// <summary>
/// The request to the console for which the API is called. Scoped, and set by the <see cref="Guard"/>: the accessor of
/// ASP.NET Core would be kept up to date for every request to the host, and creates would pay for it.
/// </summary>
internal sealed class CurrentRequest
{
    /// <summary>Set before any handler calls the API.</summary>
    public HttpContext Context
    {
        get => field ?? throw new InvalidOperationException("The console calls the API only for a request of its own.");
        set;
    }
}
