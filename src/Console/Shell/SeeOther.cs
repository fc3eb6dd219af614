using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Shell;

/// <summary>303: what was asked for is done, and what comes next is read elsewhere.</summary>
/// <param name="path">Of a page of the console.</param>
public sealed class SeeOther(string path) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
