using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Payouts.Console.Shell;

/// <summary>Whatever is not there, as a page.</summary>
internal static class NotFoundEndpoint
{
    public static void MapNotFound(this RouteGroupBuilder console) => console.Map("/{**rest}", (Delegate)((HttpContext context) =>
        context.RefuseAsync(StatusCodes.Status404NotFound, "not-found", "There is no such page")));
}
