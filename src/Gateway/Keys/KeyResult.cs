using Payouts.Gateway.Http;

namespace Payouts.Gateway.Keys;

/// <summary>A response with one key, its version as the ETag. With a secret, nobody may keep it.</summary>
internal sealed class KeyResult(KeyView key, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ETag = EntityTags.Of(key.Version);
        headers.CacheControl = key.Secret is null ? "private, no-cache" : "no-store";
        headers.Vary = "Authorization";
        if (status == StatusCodes.Status201Created)
        {
            headers.Location = $"{httpContext.Request.PathBase}/keys/{key.Id}";
        }

        var shape = key.Secret is null ? KeyShape.Key : KeyShape.NewSecret;
        return JsonAnswer.WriteAsync(httpContext, status, writer => shape.Write(writer, key));
    }
}
