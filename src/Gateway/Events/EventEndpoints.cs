using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Events;

/// <summary>
/// The routes of events (docs/http-api.md, "Events"). A key that is bound to a client sees that client's events only.
/// </summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        const string tag = "Events";
        const string about = "Follow what happens to payouts, in order.";
        routes.MapGroup("/events").RequireKey(ConcurrencyLimits.Followers).WithTag(tag, about)
            .MapGet("/", ListAsync).RequireAuthorization(Scopes.Read).WithName("ListEvents").Describe(EventDescription.List);
        routes.MapGroup("/events").RequireKey().WithTag(tag, about)
            .MapGet("/{id}", ReadAsync).RequireAuthorization(Scopes.Read).WithName("ReadEvent").Describe(EventDescription.Read);
    }

    private static async Task<Results<ShapeResult<EventsShown>, ProblemResult>> ListAsync(
        HttpRequest http, ClaimsPrincipal caller, EventFollower feed, EventCursor cursors, CancellationToken cancellationToken)
    {
        var reading = EventListReader.Read(http.Query, cursors);
        if (reading.Query is not { } query)
        {
            return ProblemResult.Invalid(reading.Errors);
        }

        if (reading.CursorRefused)
        {
            return new ProblemResult(ProblemRegistry.InvalidCursor, "The cursor was not issued by this service for events.");
        }

        if (query.ClientId is { } asked && !caller.MaySee(asked))
        {
            var place = query.After ?? (await feed.ReadAsync(new() { FromEnd = true, Limit = 1, ClientId = caller.BoundClient() }, cancellationToken)).Next;
            return Shown(new([], place, HasMore: false), cursors);
        }

        var page = await feed.ReadAsync(query with { ClientId = query.ClientId ?? caller.BoundClient() }, cancellationToken);
        return page.IsExpired
            ? new ProblemResult(ProblemRegistry.EventsExpired, "Events after this cursor are no longer kept; \"oldest\" is where the kept ones begin.") { Oldest = cursors.Write(page.Next) }
            : Shown(page, cursors);
    }

    private static async Task<Results<ShapeResult<FeedEvent>, ProblemResult>> ReadAsync(
        string id, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken) =>
        FeedEventId.TryParse(id, out var known)
        && await grains.RunAsync(factory => factory.GetGrain<IEventFeedGrain>(0).Find(known), cancellationToken) is { } found
        && caller.MaySee(found.Data.ClientId)
            ? new ShapeResult<FeedEvent>(EventShape.Event, found)
            : ProblemResult.NoSuchEvent();

    private static ShapeResult<EventsShown> Shown(FeedPage page, EventCursor cursors) =>
        new(EventShape.Pages, new(page.Events, cursors.Write(page.Next), page.HasMore));
}
