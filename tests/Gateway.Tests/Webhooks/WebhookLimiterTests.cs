using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Webhooks;

namespace Payouts.Gateway.Tests.Webhooks;

/// <summary>The endpoint over real HTTP, with one permit and a cluster that is out of reach.</summary>
public sealed class WebhookLimiterTests : IAsyncLifetime
{
    private readonly WebhookLimiter _places = new(1);
    private readonly HttpClient _http = new();
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblems();
        builder.Services.AddSingleton(_places);
        builder.Services.AddSingleton(new WebhookMetrics(new Meters()));
        builder.Services.AddSingleton(new GrainCalls(null!, TimeProvider.System, NullLogger<GrainCalls>.Instance));
        _app = builder.Build();
        _app.UseProblems();
        _app.MapWebhook();
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
        _places.Dispose();
    }

    [Fact]
    public async Task A_webhook_for_which_there_is_no_place_is_answered_503_so_that_heleket_repeats_it()
    {
        using (_places.TryAcquire())
        {
            Assert.Contains("Too many webhooks are in flight.", await PostAsync(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Too many", await PostAsync(), StringComparison.Ordinal);
    }

    /// <summary>The body of a 503 with Retry-After.</summary>
    private async Task<string> PostAsync()
    {
        using var content = new StringContent("{}");
        using var answer = await _http.PostAsync(new Uri("/payouts/webhook", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
