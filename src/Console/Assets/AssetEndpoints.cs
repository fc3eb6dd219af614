using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Payouts.Console.Assets;

/// <summary><c>GET /console/assets/NAME</c>: open to anyone, for the page of the sign-in needs them.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet(AssetFiles.Prefix + "{name}", Answer).AllowAnonymous();

    private static IResult Answer(string name, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!AssetFiles.ByName.TryGetValue(name, out var file))
        {
            return TypedResults.NotFound();
        }

        headers.CacheControl = "public, max-age=31536000, immutable";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Bytes(file.Plain, file.Type);
        }

        headers.ContentEncoding = "br";
        return TypedResults.Bytes(file.Brotli, file.Type);
    }
}
