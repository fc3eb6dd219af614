using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payouts.Client.Tests;

/// <summary>What a proxy does to a call.</summary>
internal enum Fault
{
    None,

    /// <summary>The request never arrives.</summary>
    DropRequest,

    /// <summary>It arrives, and the answer is lost.</summary>
    DropAnswer,

    /// <summary>The answer comes when nobody waits for it any more.</summary>
    DelayAnswer,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    BreakAnswer,

    /// <summary>Half of the answer comes, and seems to be all of it.</summary>
    CutAnswer,

    /// <summary>The request arrives twice.</summary>
    DoubleRequest,

    /// <summary>The answer comes twice.</summary>
    DoubleAnswer,

    /// <summary>The proxy answers by itself, that nobody answered it.</summary>
    BadGateway,
}

/// <summary>A proxy that spoils four of ten calls, one in each way after the other.</summary>
internal sealed class BadProxy : IAsyncDisposable
{
    private static readonly Fault[] Faults = Enum.GetValues<Fault>()[1..];

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = 64 });
    private readonly Uri _service;
    private readonly TimeSpan _delay;
    private int _calls;

    private BadProxy(WebApplication app, Uri service, TimeSpan delay) => (_app, _service, _delay) = (app, service, delay);

    /// <summary>How often each was done.</summary>
    public ConcurrentDictionary<Fault, int> Done { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<BadProxy> StartAsync(Uri service, TimeSpan delay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var proxy = new BadProxy(app, service, delay);
        app.Run(proxy.PassAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _calls);
        var fault = number % 5 < 2 ? Faults[((number / 5 * 2) + (number % 5)) % Faults.Length] : Fault.None;
        Done.AddOrUpdate(fault, 1, (_, count) => count + 1);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (fault)
        {
            case Fault.DropRequest:
                context.Abort();
                return;
            case Fault.BadGateway:
                context.Response.StatusCode = 502;
                return;
            case Fault.DoubleRequest:
                var twin = AskAsync(context.Request, body.ToArray());
                await AnswerAsync(context, await AskAsync(context.Request, body.ToArray()), fault);
                await twin;
                return;
            default:
                await AnswerAsync(context, await AskAsync(context.Request, body.ToArray()), fault);
                return;
        }
    }

    private async Task<(HttpResponseMessage Head, byte[] Body)> AskAsync(HttpRequest request, byte[] body)
    {
        using var passed = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_service, $"{request.Path}{request.QueryString}"));
        if (body.Length > 0)
        {
            passed.Content = new ByteArrayContent(body);
            passed.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        foreach (var name in (string[])["Authorization", "Idempotency-Key", "If-Match", "If-None-Match"])
        {
            if (request.Headers.TryGetValue(name, out var values))
            {
                passed.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        var answer = await _http.SendAsync(passed);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task AnswerAsync(HttpContext context, (HttpResponseMessage Head, byte[] Body) answer, Fault fault)
    {
        using var head = answer.Head;
        var half = answer.Body.AsMemory(0, answer.Body.Length / 2);
        context.Response.StatusCode = (int)head.StatusCode;
        context.Response.ContentType = head.Content.Headers.ContentType?.ToString();
        switch (fault)
        {
            case Fault.DropAnswer:
                context.Abort();
                break;
            case Fault.BreakAnswer:
                context.Response.ContentLength = answer.Body.Length;
                await context.Response.Body.WriteAsync(half);
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case Fault.CutAnswer:
                await context.Response.Body.WriteAsync(half);
                break;
            case Fault.DelayAnswer:
                await Task.Delay(_delay, TimeProvider.System);
                await context.Response.Body.WriteAsync(answer.Body);
                break;
            case Fault.DoubleAnswer:
                await context.Response.Body.WriteAsync(answer.Body);
                await context.Response.Body.WriteAsync(answer.Body);
                break;
            default:
                await context.Response.Body.WriteAsync(answer.Body);
                break;
        }
    }
}
