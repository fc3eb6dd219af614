using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Http;

/// <summary>
/// The headers of every answer under <c>/console</c>, errors and those of other parts of the host too: it stands before
/// everything else. Where the console has addresses of its own, it also keeps the two apart, by the port that the
/// connection came to, which no header can change.
/// </summary>
internal sealed class ConsoleHeaders(ConsoleOptions options) : IStartupFilter
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types console";

    private readonly ImmutableHashSet<int> _ports = [.. options.Urls.Select(url => BindingAddress.Parse(url).Port)];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (!_ports.IsEmpty)
        {
            app.Use(KeepApartAsync);
        }

        app.UseWhen(IsConsole, console => console.Use(AddAsync).UseResponseCompression());
        next(app);
    };

    private static bool IsConsole(HttpContext context) => context.Request.Path.StartsWithSegments("/console");

    // The pages that explain errors are served at both kinds of address: the console links to them.
    private static bool IsForBoth(HttpContext context) => context.Request.Path.StartsWithSegments("/problems");

    private Task KeepApartAsync(HttpContext context, RequestDelegate next)
    {
        if (_ports.Contains(context.Connection.LocalPort) == IsConsole(context) || IsForBoth(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var response = ((HttpContext)state).Response;
            var headers = response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "clipboard-write=(self), camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            // Framing is refused by the policy above; the antiforgery token's own header would allow one's own pages.
            headers.Remove("X-Frame-Options");
            if (!headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal))
            {
                headers.CacheControl = "no-store";
                headers.Remove("Pragma");
            }

            if (((HttpContext)state).Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
