using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Live;

/// <summary><c>GET /console/live?page=&amp;ids=</c>: server-sent events of a page, as HTML of the page's own parts.</summary>
internal static class LiveEndpoint
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static void MapLive(this RouteGroupBuilder console) => console.MapGet("/live", FollowAsync).WithMetadata(new LiveRoute());

    private static async Task<IResult> FollowAsync(
        HttpContext context, IEnumerable<PageFeed> feeds, LiveStreams streams, Follower follower, IHostApplicationLifetime host, CancellationToken cancellation)
    {
        if (feeds.FirstOrDefault(feed => feed.Page == context.Request.Query["page"]) is not { } feed)
        {
            return TypedResults.NotFound();
        }

        var session = context.User.SessionKey();
        if (!streams.TryEnter(session))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, host.ApplicationStopping);
            end.CancelAfter(Longest);
            await new LiveStream(context, feed, Followed(context.Request.Query["ids"].ToString()), await context.FrameAsync()).RunAsync(follower, end.Token);
        }
        finally
        {
            streams.Leave(session);
        }

        return TypedResults.Empty;
    }

    // "ID.VERSION": read again at once if it has changed since.
    private static Dictionary<string, long> Followed(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(PageFeed.MostFollowed)
        .Select(id => id.Split('.')).Where(parts => parts.Length == 2)
        .DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
}

/// <summary>Marks a route whose answer is a stream: it is no activity, and says in an event, not by a page, that the session is over.</summary>
internal sealed class LiveRoute;
