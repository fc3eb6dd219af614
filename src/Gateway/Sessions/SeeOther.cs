namespace Payouts.Gateway.Sessions;

/// <summary>303: what was asked for is done, and what comes next is read elsewhere.</summary>
/// <param name="path">A path of ours.</param>
internal sealed class SeeOther(string path) : IResult
{
    /// <summary>To the sign-in page, with a word that says why, and nothing of what was wrong.</summary>
    /// <param name="why"><c>refused</c> or <c>wait</c>.</param>
    /// <param name="returnUrl">Where the person wants to go.</param>
    public static SeeOther Failed(string why, string returnUrl) =>
        new($"{SessionScheme.Page}?failed={why}&returnUrl={Uri.EscapeDataString(returnUrl)}");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
