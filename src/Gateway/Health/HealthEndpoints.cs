using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Policies;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary>Whether the process is alive, and whether it can serve.</summary>
internal static partial class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTag("Health", "For probes.").WithMetadata(new QuietAccess());
        health.MapGet("/live", () => new HealthResult<string>(HealthShape.Live, "live")).WithName("ReadLiveness").Describe(HealthDescription.Live);
        health.MapGet("/ready", ReadReadinessAsync).WithName("ReadReadiness").Describe(HealthDescription.Ready);
    }

    private static async Task<Results<HealthResult<Readiness>, ProblemResult>> ReadReadinessAsync(
        IGrainFactory grains, OfferedServices services, KeyRefresh keys, PolicyPeople people, TimeProvider time, ILogger<HealthReport> logger, CancellationToken cancellationToken)
    {
        try
        {
            var report = await grains.GetGrain<IHealthGrain>(0).Read().WaitAsync(Patience, time, cancellationToken);
            if (!report.HasStarted)
            {
                return ProblemResult.Unavailable("Not ready: the silo is still starting.");
            }

            if (!report.IsReady)
            {
                return ProblemResult.WithoutControls("Not ready: the silo could not read lately what is paused.", controls: "stale");
            }

            await Task.WhenAll(services.PrepareAsync(cancellationToken), keys.PrepareAsync(cancellationToken)).WaitAsync(Patience, time, cancellationToken);
            return new HealthResult<Readiness>(HealthShape.Ready, new(report, people.Warnings));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var cause = exception.GetBaseException();
            Log.NotReady(logger, cause.GetType().Name, cause.Message);
            return ProblemResult.Unavailable("Not ready: the cluster or its storage does not respond.");
        }
    }

    private static partial class Log
    {
        // Without the stack trace: probes come every few seconds.
        [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {Cause}: {Why}")]
        public static partial void NotReady(ILogger logger, string cause, string why);
    }
}

/// <summary>The response of a successful health check.</summary>
internal sealed class HealthResult<T>(Shape<T> shape, T value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer => shape.Write(writer, value));
    }
}
