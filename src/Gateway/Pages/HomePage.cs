namespace Payouts.Gateway.Pages;

/// <summary>The page at <c>/</c>, for a developer who has just started the service.</summary>
internal static class HomePage
{
    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>Payouts</title>
          <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark; }</style>
        </head>
        <body>
          <h1>Payouts</h1>
          <p>In Development the key is <code>dev</code>, from this machine only.</p>
          <ul>
            <li><a href="/docs">Reference</a>, from <a href="/openapi/v1.json">OpenAPI 3.1</a></li>
            <li><a href="/problems">Problems</a>: what every error means</li>
            <li><a href="/health/live">Live</a> and <a href="/health/ready">ready</a></li>
          </ul>
        </body>
        </html>

        """;

    public static void MapHomePage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapGet("/", () => TypedResults.Content(Page, "text/html; charset=utf-8"));
        }
    }
}
