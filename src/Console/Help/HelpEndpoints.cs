using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Console.Shell;

namespace Payouts.Console.Help;

/// <summary><c>GET /console/help</c>: what the words mean and what to do, out of the assembly: the page works when nothing else does.</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this RouteGroupBuilder console) => console.MapGet("/help", async Task<IResult> (HttpContext context) => await context.PageAsync<HelpPage, HelpModel>(HelpModel.Of()));
}
