using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Payouts.Grains.Interfaces.Webhooks;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Where Heleket's webhooks come in, in the gateway's place: hands the raw bytes to a silo, and keeps a copy.</summary>
internal sealed class WebhookDoor : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookDoor()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What came in, in order.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = [];

    /// <summary>What is done with a webhook; <see langword="null"/>: it is taken and forgotten.</summary>
    public Func<byte[], Task<WebhookAnswer>>? HandOver { get; set; }

    public static async Task<WebhookDoor> OpenAsync()
    {
        var door = new WebhookDoor();
        await door._application.StartAsync();
        door.Address = new Uri(door._application.Urls.Single() + "/webhooks");
        return door;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var answer = HandOver is { } handOver ? await handOver(body.ToArray()) : WebhookAnswer.Accepted;
        Bodies.Enqueue(body.ToArray());
        context.Response.StatusCode = answer == WebhookAnswer.Accepted ? 200 : 400;
    }
}
