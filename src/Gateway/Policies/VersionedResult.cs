using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;

namespace Payouts.Gateway.Policies;

/// <summary>A response with its version as the ETag; with a place, a 201.</summary>
internal sealed class VersionedResult<T>(Shape<T> shape, T value, long version, string? location = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ETag = EntityTags.Of(version);
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization";
        if (location is not null)
        {
            headers.Location = $"{httpContext.Request.PathBase}{location}";
        }

        return JsonAnswer.WriteAsync(httpContext, location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created, writer => shape.Write(writer, value));
    }
}
