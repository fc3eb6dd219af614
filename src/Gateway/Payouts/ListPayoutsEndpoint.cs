using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary><c>GET /payouts</c>. A key that is bound to a client lists that client's payouts only.</summary>
internal static class ListPayoutsEndpoint
{
    public static async Task<Results<PayoutPageResult, ProblemResult>> HandleAsync(
        HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, PageCursor cursors, Deciders deciders, CancellationToken cancellationToken)
    {
        var reading = PayoutListReader.Read(http.Query, cursors);
        if (reading.Query is not { } query)
        {
            return ProblemResult.Invalid(reading.Errors);
        }

        if (reading.CursorRefused)
        {
            return new ProblemResult(ProblemRegistry.InvalidCursor, "The cursor was not issued by this service.");
        }

        if (query.ClientId is { } asked && !caller.MaySee(asked))
        {
            return new PayoutPageResult(new([], HasMore: false), query.Order, cursors);
        }

        var decider = reading.IsDecidable ? deciders.Of(caller) : null;
        if (reading.IsDecidable && decider is null)
        {
            return new PayoutPageResult(new([], HasMore: false), query.Order, cursors);
        }

        query = query with { ClientId = query.ClientId ?? caller.BoundClient(), DecidableBy = decider };
        return new PayoutPageResult(await grains.RunAsync(factory => factory.GetGrain<IPayoutDirectoryGrain>(0).Find(query), cancellationToken), query.Order, cursors);
    }
}
