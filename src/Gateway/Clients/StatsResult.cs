using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Gateway.Clients;

/// <summary>A response with statistics.</summary>
internal sealed class StatsResult(ClientStats stats) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, Write);
    }

    internal void Write(Utf8JsonWriter writer) => StatsShape.Stats.Write(writer, stats);
}
