using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Heleket.Simulator.Tests.Support;

/// <summary>Takes webhooks on a socket of its own, and can be told to answer badly.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();
    private int _failures;
    private int _silences;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._application.StartAsync();
        receiver.Address = new Uri(receiver._application.Urls.Single() + "/hook");
        return receiver;
    }

    /// <summary>What a webhook tells, in the notation of a walk.</summary>
    public static string State(PayoutWebhook webhook) => webhook.Payout.Status + (webhook.Payout.IsFinal ? "!" : "");

    /// <summary>Answers the next ones with 500.</summary>
    public void FailNext(int times) => Volatile.Write(ref _failures, times);

    /// <summary>Does not answer the next ones at all.</summary>
    public void IgnoreNext(int times) => Volatile.Write(ref _silences, times);

    /// <summary>The next webhook's bytes.</summary>
    public async Task<byte[]> NextBytesAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _received.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next webhook, verified with the default key.</summary>
    public async Task<PayoutWebhook> NextAsync() =>
        Assert.IsType<WebhookOutcome.Genuine>(WebhookVerifier.Verify(await NextBytesAsync(), new SimulatorOptions().PayoutKey)).Webhook;

    /// <summary>Whether nothing is waiting to be read.</summary>
    public bool IsEmpty => _received.Reader.Count == 0;

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.StatusCode = Interlocked.Decrement(ref _failures) >= 0 ? 500 : 200;
        _received.Writer.TryWrite(body.ToArray());
        if (Interlocked.Decrement(ref _silences) >= 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
