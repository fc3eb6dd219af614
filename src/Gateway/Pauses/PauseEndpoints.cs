using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Pauses;

/// <summary>The routes of pauses (docs/http-api.md, "Pauses").</summary>
internal static class PauseEndpoints
{
    public static void MapPauses(this IEndpointRouteBuilder routes)
    {
        var pauses = routes.MapGroup("/pauses").RequireKey().SayWhoAsks().WithTag("Pauses", "What is held back, and by whom.");
        pauses.MapGet("/", ListAsync).WithName("ListPauses").RequireAuthorization(Scopes.Read).Describe(PauseDescription.List);
        pauses.MapPut("/{scope}", PauseAsync).WithName("Pause").RequireAuthorization(Scopes.Operate).Describe(PauseDescription.Pause);
        pauses.MapDelete("/{scope}", LiftAsync).WithName("LiftPause").RequireAuthorization(Scopes.Operate).Describe(PauseDescription.Lift);
    }

    private static async Task<PauseResult<PausesView>> ListAsync(ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var view = PausesView.Of(await grains.RunAsync(factory => Pauses(factory).Read(), cancellationToken), caller.BoundClient());
        return new(PauseShape.Pauses, view, view.Version);
    }

    private static async Task<Results<PauseResult<PauseView>, ProblemResult>> PauseAsync(
        string scope, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var client = caller.BoundClient();
        var (read, fault) = PauseRequests.ReadScope(scope);
        if (client is not null && read != new PauseScope(PauseKind.Client, client))
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client, and may pause that client only.");
        }

        if (fault is not null)
        {
            return fault;
        }

        var (reason, problem) = await PauseRequests.ReadReasonAsync(http, cancellationToken);
        if (reason is null)
        {
            return problem!;
        }

        var answer = await grains.RunAsync(factory => Pauses(factory).Pause(read!.Value.ToString(), reason, caller.Caller()), cancellationToken);
        return answer.Verdict switch
        {
            PauseVerdict.Done => new PauseResult<PauseView>(PauseShape.Pause, PauseView.Of(answer, client), answer.Pause!.Version),
            PauseVerdict.Full => ProblemResult.Invalid([new("/scope", $"cannot be paused too: there are {IPausesGrain.MostPauses} pauses. Lift one, or pause all.")]),
            _ => throw new UnreachableException($"The setting of a pause answered {answer.Verdict}."),
        };
    }

    private static async Task<Results<PauseResult<PauseView>, ProblemResult>> LiftAsync(
        string scope, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (caller.BoundClient() is not null)
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client, and lifts no pause.");
        }

        var (read, fault) = PauseRequests.ReadScope(scope);
        if (fault is not null)
        {
            return fault;
        }

        var (match, refusal) = RequiredIfMatch.Read(http, "the ETag of the pause, or of all pauses,");
        if (match is null)
        {
            return refusal!;
        }

        var (reason, problem) = await PauseRequests.ReadReasonAsync(http, cancellationToken);
        if (reason is null)
        {
            return problem!;
        }

        var answer = await grains.RunAsync(factory => Pauses(factory).Lift(read!.Value.ToString(), match.Accepted, reason, caller.Caller()), cancellationToken);
        return answer.Verdict switch
        {
            PauseVerdict.Done => new PauseResult<PauseView>(PauseShape.Pause, PauseView.Of(answer, client: null)),
            PauseVerdict.NotFound => new ProblemResult(ProblemRegistry.PauseNotFound, "There is no such pause; it may have been lifted already."),
            PauseVerdict.VersionMismatch => new ProblemResult(ProblemRegistry.VersionMismatch, $"The pause is at version {answer.Pause!.Version}."),
            _ => throw new UnreachableException($"The lifting of a pause answered {answer.Verdict}."),
        };
    }

    private static IPausesGrain Pauses(IGrainFactory factory) => factory.GetGrain<IPausesGrain>(IPausesGrain.Key);
}

/// <summary>A response about pauses, with a version as the ETag where there is one to send back.</summary>
internal sealed class PauseResult<T>(Shape<T> shape, T value, long? version = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        EntityTags.SetHeaders(httpContext.Response, version);
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer => shape.Write(writer, value));
    }
}
