using Payouts.Grains.Interfaces.Health;

namespace Payouts.Silo;

/// <summary>The silo's own <c>/health/live</c> and <c>/health/ready</c>.</summary>
public static class SiloHealth
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps both.</summary>
    public static void MapSiloHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", GetAndHead, () => Results.Json(new { status = "live" }));
        routes.MapMethods("/health/ready", GetAndHead, async (IGrainFactory grains) =>
        {
            try
            {
                return await grains.GetGrain<IHealthGrain>(0).Read().WaitAsync(Timeout) switch
                {
                    { HasStarted: false } => Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable),
                    { IsReady: false } => Results.Json(new { status = "unavailable", controls = "stale" }, statusCode: StatusCodes.Status503ServiceUnavailable),
                    { Paused: var paused } => Results.Json(new { status = "ready", paused }),
                };
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return Results.Json(new { status = "unavailable", because = exception.GetType().Name }, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}
