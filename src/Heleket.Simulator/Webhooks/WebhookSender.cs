using System.Net.Http.Headers;
using System.Text;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Webhooks;

/// <summary>The outcome of one attempt.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Another answer, or no answer in time.</summary>
    Failed,

    /// <summary>The simulator is stopping; this is no evidence about the receiver.</summary>
    Stopped,
}

/// <summary>Posts webhooks, with bounded concurrency and without following redirects.</summary>
internal sealed class WebhookSender(SimulatorOptions options) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly SemaphoreSlim _slots = new(options.WebhookConcurrency);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = options.WebhookTimeout,
    };

    public async Task<DeliveryOutcome> SendAsync(PendingWebhook webhook, CancellationToken stop)
    {
        try
        {
            // The time limit starts once a slot is free.
            await _slots.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return DeliveryOutcome.Stopped;
        }

        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(webhook.Body));
            content.Headers.ContentType = Json;
            using var response = await _http.PostAsync(new Uri(webhook.Url), content, stop);
            return response.IsSuccessStatusCode ? DeliveryOutcome.Delivered : DeliveryOutcome.Failed;
        }
        catch (HttpRequestException)
        {
            return stop.IsCancellationRequested ? DeliveryOutcome.Stopped : DeliveryOutcome.Failed;
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? DeliveryOutcome.Stopped : DeliveryOutcome.Failed;
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }
}
