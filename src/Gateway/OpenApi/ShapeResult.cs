using Payouts.Gateway.Http;

namespace Payouts.Gateway.OpenApi;

/// <summary>A 200 that shows a value by its shape, and that no shared cache keeps.</summary>
internal sealed class ShapeResult<T>(Shape<T> shape, T value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer => shape.Write(writer, value));
    }
}
