using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Limits;

/// <summary>The routes of limits (docs/http-api.md, "Limits of the policy"): which there are, and how much of one is used.</summary>
internal static class LimitEndpoints
{
    private static readonly ImmutableArray<string> Parameters = ["client_id", "asset", "network", "key"];

    public static void MapLimits(this IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup("/limits").RequireKey().RequireAuthorization(Scopes.Read).WithTag("Limits", "How much may leave in a time, and how much has.");
        limits.MapGet("/", ListAsync).WithName("ListLimits").Describe(LimitDescription.List);
        limits.MapGet("/{name}/usage", UsageAsync).WithName("ReadLimitUsage").Describe(LimitDescription.Usage);
    }

    private static async Task<Results<ShapeResult<ImmutableArray<LimitRule>>, ProblemResult>> ListAsync(HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var reader = new QueryFields(http.Query);
        reader.RefuseOthers(["client_id"]);
        var client = reader.Text("client_id", TextRules.ClientId) ?? caller.BoundClient();
        if (!reader.Errors.IsEmpty)
        {
            return ProblemResult.Invalid(reader.Errors);
        }

        if (client is not null && !caller.MaySee(client))
        {
            return new ShapeResult<ImmutableArray<LimitRule>>(LimitShape.List, []);
        }

        var policy = await PolicyAsync(grains, cancellationToken);
        var bound = caller.BoundClient();
        return new ShapeResult<ImmutableArray<LimitRule>>(
            LimitShape.List, [.. policy.Limits.Where(limit => (client is null || MayMatch(limit, client)) && (bound is null || limit.IsOwnOf(bound)))]);
    }

    private static async Task<Results<ShapeResult<LimitUsageView>, ProblemResult>> UsageAsync(
        string name, HttpRequest http, ClaimsPrincipal caller, ApiKeys keys, GrainCalls grains, CancellationToken cancellationToken)
    {
        var policy = await PolicyAsync(grains, cancellationToken);
        if (policy.Limits.FirstOrDefault(limit => limit.Name == name) is not { } rule)
        {
            return new ProblemResult(ProblemRegistry.LimitNotFound, "The policy in force has no limit of this name.");
        }

        var reader = new QueryFields(http.Query);
        reader.RefuseOthers(Parameters, "this limit");
        var client = Read("client_id", LimitPer.Client, TextRules.ClientId) ?? (rule.Per.Contains(LimitPer.Client) ? caller.BoundClient() : null);
        var asset = Read("asset", LimitPer.Asset, TextRules.Code)?.ToUpperInvariant();
        var network = Read("network", LimitPer.Network, TextRules.Code)?.ToUpperInvariant();
        var key = Read("key", LimitPer.Key, text => TextRules.Free(text, 128));
        ImmutableArray<FieldError> faults = reader.Errors.IsEmpty ? Missing(rule, client, asset, network) : reader.Errors;
        if (!faults.IsEmpty)
        {
            return ProblemResult.Invalid(faults);
        }

        if (caller.BoundClient() is { } bound && !(rule.IsOwnOf(bound) && (client ?? bound) == bound))
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to another client: it sees how much of its own limits is used.");
        }

        var id = LimitKey.Of(rule.Name, rule.Window, client, asset, network, rule.Per.Contains(LimitPer.Key) ? LimitKey.KeyPart(key is null ? null : keys.IdOf(key)) : null);
        return new ShapeResult<LimitUsageView>(LimitShape.Usage, new(rule, client, asset, network, key, await grains.UsageAsync(id, cancellationToken)));

        string? Read(string parameter, LimitPer per, Func<string, string?> fault) => rule.Per.Contains(per) ? reader.Text(parameter, fault) : null;
    }

    private static async Task<Policy> PolicyAsync(GrainCalls grains, CancellationToken cancellationToken) =>
        (await grains.RunAsync(factory => factory.GetGrain<IPolicyGrain>(IPolicyGrain.Key).Read(), cancellationToken)).Policy;

    private static bool MayMatch(LimitRule limit, string client) => limit.When is not { Client: [_, ..] clients } || clients.Contains(client);

    /// <summary>A limit that counts apart needs to be told which count is meant; one without a key counts too.</summary>
    private static ImmutableArray<FieldError> Missing(LimitRule rule, string? client, string? asset, string? network) =>
    [
        .. new[] { (LimitPer.Client, "client_id", client), (LimitPer.Asset, "asset", asset), (LimitPer.Network, "network", network) }
            .Where(part => rule.Per.Contains(part.Item1) && part.Item3 is null)
            .Select(part => new FieldError($"/{part.Item2}", "is required: the limit counts apart by it.")),
    ];
}
