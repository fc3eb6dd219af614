using Microsoft.Net.Http.Headers;

namespace Payouts.Gateway.Http;

/// <summary>Every GET answers HEAD too (docs/http-api.md, "Routes").</summary>
internal static class HeadRequests
{
    /// <summary>
    /// Routes HEAD as GET. The server still knows the original method: it sends the headers, including the length, and
    /// omits the body.
    /// </summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });

    /// <summary>Adds HEAD to the <c>Allow</c> header of routing where it has GET.</summary>
    public static void AllowHead(HttpResponse response)
    {
        if (response.Headers.GetCommaSeparatedValues(HeaderNames.Allow) is var methods && methods.Contains(HttpMethods.Get, StringComparer.Ordinal))
        {
            response.Headers.Allow = string.Join(", ", [.. methods, HttpMethods.Head]);
        }
    }
}
