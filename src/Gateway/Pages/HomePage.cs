namespace Payouts.Gateway.Pages;

/// <summary>The page at <c>/</c>, for a developer who has just started the service.</summary>
internal static class HomePage
{
    private const string Content = """

          <p>In Development the key is <code>dev</code>, from this machine only.</p>
          <ul>
            <li><a href="/docs">Reference</a>, from <a href="/openapi/v1.json">OpenAPI 3.1</a></li>
            <li><a href="/problems">Problems</a>: what every error means</li>
            <li><a href="/health/live">Live</a> and <a href="/health/ready">ready</a></li>
          </ul>

        """;

    public static void MapHomePage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapGet("/", () => HtmlPage.Of("Payouts", Content));
        }
    }
}
