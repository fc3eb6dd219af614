using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>One page of a list (docs/http-api.md, "List"), with a link to the next (RFC 8288).</summary>
internal sealed class PayoutPageResult(PayoutPage page, PayoutOrder order, PageCursor cursors) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var next = Next() is { } position ? cursors.Write(position, order) : null;
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{NextPage(httpContext.Request, next)}>; rel=\"next\"";
        }

        httpContext.Response.Headers.CacheControl = "private, no-cache";
        Page shown = new([.. page.Payouts.Select(payout => payout.For(httpContext.User))], next);
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer => PayoutShape.Pages.Write(writer, shown));
    }

    // A silo of the release before lists the newest first, and leaves the position out.
    private PagePosition? Next() => page.Next ?? (page is { HasMore: true, Payouts: [.., var last] } ? new(last.CreatedAt, last.Id) : null);

    private static string NextPage(HttpRequest request, string cursor)
    {
        var filters = PayoutListReader.Parameters
            .Where(name => name != "cursor" && request.Query.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, (string?)request.Query[name]));
        return request.PathBase.Add(request.Path).ToUriComponent() + QueryString.Create([.. filters, KeyValuePair.Create("cursor", (string?)cursor)]);
    }
}
