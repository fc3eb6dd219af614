using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Console.Shell;

namespace Payouts.Console.Now;

/// <summary><c>GET /console</c>: one sentence on how things are, and what waits for whom.</summary>
internal static class NowEndpoints
{
    public static void MapNow(this RouteGroupBuilder console) => console.MapGet("", (Delegate)((HttpContext context) => context.PageAsync<NowPage, NowModel>(new NowModel())));
}
