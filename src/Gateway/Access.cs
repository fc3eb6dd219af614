using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Payouts.Gateway.Http;
using Payouts.Hosting;

namespace Payouts.Gateway;

/// <summary>
/// The access log, in a category of its own: one line per request, however it ends. Nothing in it is the caller's to
/// choose freely: the route instead of the path, a method only if it is one of HTTP's, the name of a known key.
/// </summary>
internal sealed partial class Access(RequestDelegate next, TimeProvider time, ILogger<Access> logger)
{
    private static readonly FrozenSet<string> Methods = new[]
    {
        HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options, HttpMethods.Trace, HttpMethods.Connect,
    }.ToFrozenSet(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        RequestTrace.Carry();
        var since = time.GetTimestamp();
        var isAnswered = false;
        try
        {
            await next(context);
            isAnswered = true;
        }
        finally
        {
            // If even the exception handler failed, the server answers with a 500 after this.
            Say(context, isAnswered || context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status500InternalServerError, time.GetElapsedTime(since));
        }
    }

    private void Say(HttpContext context, int status, TimeSpan took)
    {
        // The exception handler clears the request's endpoint.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var level = endpoint?.Metadata.GetMetadata<QuietAccess>() is null ? LogLevel.Information : LogLevel.Debug;
        if (logger.IsEnabled(level))
        {
            var method = Methods.Contains(context.Request.Method) ? context.Request.Method : "other";
            var route = RouteOf(endpoint);
            var key = context.User.FindFirstValue(ClaimTypes.Name) ?? "-";
            Log.Answered(logger, level, method, route, status, (long)took.TotalMilliseconds, key);
        }
    }

    private static string RouteOf(Endpoint? endpoint) => endpoint is not RouteEndpoint { RoutePattern.RawText: { } route } ? "unmatched"
        : route.Length > 1 ? route.TrimEnd('/')
        : route;

    private static partial class Log
    {
        [LoggerMessage(Message = "{Method} {Route} {Status} in {Milliseconds} ms, key {Key}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, int status, long milliseconds, string key);
    }
}
