using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Payouts.Console.Shell;

/// <summary><c>POST /console/preferences</c>: light or dark, and whether letters are shortcuts, kept in this browser.</summary>
internal static class PreferencesEndpoints
{
    public static void MapPreferences(this RouteGroupBuilder console) => console.MapPost("/preferences", SaveAsync);

    private static async Task<IResult> SaveAsync(HttpContext context, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var kept = new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/console", MaxAge = TimeSpan.FromDays(365) };
        context.Response.Cookies.Append(FrameReader.ThemeCookie, form["theme"].ToString() is ("light" or "dark") and var theme ? theme : "system", kept);
        context.Response.Cookies.Append(FrameReader.KeysCookie, form["keys"] == "on" ? "on" : "off", kept);
        return Answers.See(LocalPath.OrHome(form["back"]));
    }
}
