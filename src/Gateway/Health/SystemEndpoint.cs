using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Health;

/// <summary><c>GET /system</c> (docs/http-api.md, "System"): how the service is, for its operators.</summary>
internal static class SystemEndpoint
{
    // The silo answers within its own patience; one that just died is found out within what is left.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string Version = Release.Of(typeof(SystemEndpoint).Assembly);

    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        var system = routes.MapGroup("/").RequireKey().RequireAuthorization(Scopes.Operate).WithTag("System", "How the service is.");
        system.MapGet("/system", ReadAsync).WithName("ReadSystem").Describe(SystemDescription.Read);
    }

    private static async Task<ShapeResult<SystemView>> ReadAsync(
        GrainCalls grains, IHostEnvironment environment, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var report = await grains.RunAsync(factory => factory.GetGrain<ISystemGrain>(0).Read(), cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return new(SystemShape.System, new(Version, environment.EnvironmentName, time.GetUtcNow(), report));
        }
        catch (TimeoutException exception)
        {
            throw new ClusterUnavailableException(exception);
        }
    }
}
