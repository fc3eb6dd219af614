using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Keys;

/// <summary>The routes of keys (docs/http-api.md, "Keys"); <see cref="KeyChanges"/> answers those that change something.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").RequireKey().RequireAuthorization(Scopes.Admin).AddEndpointFilter(RefuseBoundAsync).SayWhoAsks()
            .WithTag("Keys", "Who may call: the configured keys, and those that are made here for services.");
        keys.MapGet("/", ListAsync).WithName("ListKeys").Describe(KeyDescription.List);
        keys.MapGet("/{id}", ReadAsync).WithName("ReadKey").Describe(KeyDescription.Read);
        keys.MapPost("/", KeyChanges.MakeAsync).WithName("CreateKey").Describe(KeyDescription.Make);
        keys.MapPost("/{id}/rotate", KeyChanges.RotateAsync).WithName("RotateKey").Describe(KeyDescription.Rotate);
        keys.MapPost("/{id}/revoke", KeyChanges.RevokeAsync).WithName("RevokeKey").Describe(KeyDescription.Revoke);
    }

    private static async ValueTask<object?> RefuseBoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.BoundClient() is null ? await next(context) : new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client.");

    private static async Task<ShapeResult<ImmutableArray<KeyView>>> ListAsync(ApiKeys keys, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken) =>
        new(KeyShape.Keys, await AllAsync(keys, grains, time, cancellationToken));

    private static async Task<Results<KeyResult, ProblemResult>> ReadAsync(string id, ApiKeys keys, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken) =>
        (await AllAsync(keys, grains, time, cancellationToken)).FirstOrDefault(key => key.Id == id) is { } found ? new KeyResult(found) : KeyChanges.NoSuchKey();

    private static async Task<ImmutableArray<KeyView>> AllAsync(ApiKeys keys, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var table = await grains.RunAsync(factory => factory.GetGrain<IKeysGrain>(IKeysGrain.Key).Read(), cancellationToken);
        var uses = await grains.RunAsync(factory => factory.GetGrain<IKeyUseGrain>(IKeyUseGrain.Key).Read(), cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. keys.Configured.Select(key => KeyView.Of(key, table.Configured.Any(revoked => revoked.Sha256 == key.HexSha256), LastUse(key.Id))),
            .. table.Keys.Select(key => KeyView.Of(key, LastUse(key.Id), now)),
        ];

        DateTimeOffset? LastUse(string id) => uses.TryGetValue(id, out var at) ? at : null;
    }
}
