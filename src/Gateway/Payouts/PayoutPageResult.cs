using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>One page of a list (docs/http-api.md, "List"), with a link to the next (RFC 8288).</summary>
internal sealed class PayoutPageResult(PayoutPage page, PageCursor cursors) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var next = page.HasMore && page.Payouts is [.., var last] ? cursors.Write(new(last.CreatedAt, last.Id)) : null;
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{NextPage(httpContext.Request, next)}>; rel=\"next\"";
        }

        httpContext.Response.Headers.CacheControl = "private, no-cache";
        Page shown = new([.. page.Payouts.Select(payout => payout.For(httpContext.User))], next);
        return JsonAnswer.WriteAsync(httpContext, StatusCodes.Status200OK, writer => PayoutShape.Pages.Write(writer, shown));
    }

    private static string NextPage(HttpRequest request, string cursor)
    {
        var filters = PayoutListReader.Parameters
            .Where(name => name != "cursor" && request.Query.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, (string?)request.Query[name]));
        return request.PathBase.Add(request.Path).ToUriComponent() + QueryString.Create([.. filters, KeyValuePair.Create("cursor", (string?)cursor)]);
    }
}
