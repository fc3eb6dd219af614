using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>A response with one payout, its version as the ETag.</summary>
internal sealed class PayoutResult(Payout payout, int status = StatusCodes.Status200OK) : IResult
{
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Whether the request is a repeat.</summary>
    public bool Replayed { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        EntityTags.SetHeaders(httpContext.Response, payout.Version);
        if (status == StatusCodes.Status201Created)
        {
            httpContext.Response.Headers.Location = $"{httpContext.Request.PathBase}/payouts/{payout.Id}";
        }

        if (Replayed)
        {
            httpContext.Response.Headers[ReplayedHeader] = "true";
        }

        var shown = payout.For(httpContext.User);
        return JsonAnswer.WriteAsync(httpContext, status, writer => PayoutShape.Payout.Write(writer, shown));
    }
}

/// <summary>The caller already has this version.</summary>
internal sealed class NotModifiedResult(long version) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        EntityTags.SetHeaders(httpContext.Response, version);
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
