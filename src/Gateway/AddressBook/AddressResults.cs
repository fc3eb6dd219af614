using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;

namespace Payouts.Gateway.AddressBook;

/// <summary>A response with one entry, its version as the ETag.</summary>
internal sealed class AddressResult(AddressView shown, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ETag = EntityTags.Of(shown.Entry.Version);
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization";
        if (status == StatusCodes.Status201Created)
        {
            headers.Location = $"{httpContext.Request.PathBase}/clients/{Uri.EscapeDataString(shown.ClientId)}/addresses/{shown.Entry.Id}";
        }

        return JsonAnswer.WriteAsync(httpContext, status, writer => AddressShapes.Entry.Write(writer, shown));
    }
}

/// <summary>One page of a book, with a link to the next (RFC 8288).</summary>
internal sealed class AddressPageResult(AddressPage page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (page.Next is { } next)
        {
            httpContext.Response.Headers.Link = $"<{NextPage(httpContext.Request, next)}>; rel=\"next\"";
        }

        return new ShapeResult<AddressPage>(AddressShapes.Pages, page).ExecuteAsync(httpContext);
    }

    private static string NextPage(HttpRequest request, string cursor)
    {
        var filters = AddressRequests.Parameters
            .Where(name => name != "cursor" && request.Query.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, (string?)request.Query[name]));
        return request.PathBase.Add(request.Path).ToUriComponent() + QueryString.Create([.. filters, KeyValuePair.Create("cursor", (string?)cursor)]);
    }
}
