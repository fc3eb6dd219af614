using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Catalog;

/// <summary>The pairs that can be paid, as a response.</summary>
internal sealed class CatalogResult(ServiceList services) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, Write);
    }

    internal void Write(Utf8JsonWriter writer) => CatalogShape.Catalog.Write(writer, services);
}
