using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Payouts.Harness;

/// <summary>
/// An HTTP proxy in front of one service or several, of which each request goes to the next. What it does to a call is
/// for the test to say.
/// </summary>
public sealed class HttpProxy : IAsyncDisposable
{
    private static readonly HashSet<string> OfConnections = new(["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly IReadOnlyList<Uri> _services;
    private readonly Func<HttpRequest, CallFault> _spoil;
    private readonly TimeSpan _delay;
    private CancellationTokenSource _unbroken = new();
    private int _calls = -1;

    private HttpProxy(WebApplication app, IReadOnlyList<Uri> services, Func<HttpRequest, CallFault>? spoil, TimeSpan delay) =>
        (_app, _services, _spoil, _delay) = (app, services, spoil ?? (_ => CallFault.None), delay);

    /// <summary>How often each was done.</summary>
    public ConcurrentDictionary<CallFault, int> Done { get; } = new();

    /// <summary>Every request that a service answered, in that order, and which one it was.</summary>
    public ConcurrentQueue<(string Path, string Query, Uri Service)> Passed { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts one.</summary>
    /// <param name="services">Where the requests go in turn; one that cannot be reached is passed over.</param>
    /// <param name="spoil">What is done to a call; <see langword="null"/>: nothing to any.</param>
    /// <param name="delay">How late an answer of <see cref="CallFault.DelayAnswer"/> is.</param>
    public static async Task<HttpProxy> StartAsync(IReadOnlyList<Uri> services, Func<HttpRequest, CallFault>? spoil = null, TimeSpan delay = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var proxy = new HttpProxy(app, services, spoil, delay);
        app.Run(proxy.PassAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Breaks every answer that is on its way, the streams above all.</summary>
    public async Task BreakAsync()
    {
        using var broken = Interlocked.Exchange(ref _unbroken, new());
        await broken.CancelAsync();
    }

    /// <summary>Ends it, with whatever is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await BreakAsync();
        _unbroken.Dispose();
        _http.CancelPendingRequests();
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context)
    {
        var fault = _spoil(context.Request);
        Done.AddOrUpdate(fault, 1, (_, count) => count + 1);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (fault)
        {
            case CallFault.DropRequest:
                context.Abort();
                return;
            case CallFault.BadGateway:
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                return;
            case CallFault.DoubleRequest:
                var twin = AskAsync(context.Request, body.ToArray());
                await AnswerAsync(context, await AskAsync(context.Request, body.ToArray()), fault);
                (await twin)?.Dispose();
                return;
            default:
                await AnswerAsync(context, await AskAsync(context.Request, body.ToArray()), fault);
                return;
        }
    }

    // Null: no service can be reached.
    private async Task<HttpResponseMessage?> AskAsync(HttpRequest request, byte[] body)
    {
        for (var attempt = 0; attempt < _services.Count; attempt++)
        {
            var service = _services[(int)((uint)Interlocked.Increment(ref _calls) % _services.Count)];
            using var passed = Copy(request, body, service);
            try
            {
                // Nobody waits for an answer that is dropped, but the request is to arrive.
                var answer = await _http.SendAsync(passed, HttpCompletionOption.ResponseHeadersRead);
                Passed.Enqueue((request.Path, request.QueryString.Value ?? "", service));
                return answer;
            }
            catch (HttpRequestException away) when (away.HttpRequestError is HttpRequestError.ConnectionError)
            {
                continue;
            }
        }

        return null;
    }

    private static HttpRequestMessage Copy(HttpRequest request, byte[] body, Uri service)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(service, $"{request.Path.ToUriComponent()}{request.QueryString}"));
        if (body.Length > 0)
        {
            copy.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in request.Headers.Where(header => !OfConnections.Contains(header.Key)))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return copy;
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage? asked, CallFault fault)
    {
        if (asked is null)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        using var answer = asked;
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfConnections.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        try
        {
            await (fault is CallFault.None or CallFault.DoubleRequest ? FlowAsync(context, answer) : SpoilAsync(context.Response, await answer.Content.ReadAsByteArrayAsync(), fault));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            // The service died in the middle of its answer, or whoever asked has left: both see a connection that breaks.
            context.Abort();
        }
    }

    // As it comes: a stream of events has no end.
    private async Task FlowAsync(HttpContext context, HttpResponseMessage answer)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _unbroken.Token);
        await context.Response.Body.FlushAsync(open.Token);
        var buffer = new byte[16 * 1024];
        await using var body = await answer.Content.ReadAsStreamAsync(open.Token);
        while (await body.ReadAsync(buffer, open.Token) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), open.Token);
            await context.Response.Body.FlushAsync(open.Token);
        }
    }

    private async Task SpoilAsync(HttpResponse response, byte[] body, CallFault fault)
    {
        var half = body.AsMemory(0, body.Length / 2);
        switch (fault)
        {
            case CallFault.DropAnswer:
                response.HttpContext.Abort();
                break;
            case CallFault.BreakAnswer:
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(half);
                await response.Body.FlushAsync();
                response.HttpContext.Abort();
                break;
            case CallFault.CutAnswer:
                await response.Body.WriteAsync(half);
                break;
            case CallFault.DelayAnswer:
                await Task.Delay(_delay, TimeProvider.System);
                await response.Body.WriteAsync(body);
                break;
            default:
                await response.Body.WriteAsync(body);
                await response.Body.WriteAsync(body);
                break;
        }
    }
}
