using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Live;

/// <summary>
/// One stream: it follows the feed of events as the person who looks. An event is a hint; what is shown was read, and
/// rendered by the part that rendered it before.
/// </summary>
internal sealed class LiveStream(HttpContext context, PageFeed feed, Dictionary<string, long> versions, Frame frame)
{
    /// <summary>Of server-sent events.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>The last event of a session that is over, whole.</summary>
    public const string Ended = "event: ended\ndata: {}\n\n";

    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);

    // Whoever is signed out everywhere sees nothing more after 8 s: the gateways know of it within 2 s.
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CountEvery = 2 * AskEvery;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<string> _out = Channel.CreateBounded<string>(16);
    private readonly PayoutsClient _api = context.RequestServices.GetRequiredService<PayoutsClient>();
    private readonly TimeProvider _clock = context.RequestServices.GetRequiredService<TimeProvider>();
    private readonly HashSet<string> _newer = new(StringComparer.Ordinal);
    private int _happened;

    /// <summary>Runs until the browser leaves, the session is over or the time is up.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] work = [FollowAsync(over.Token), CountAsync(over.Token), CommentAsync(over.Token)];
        var writing = WriteAsync(cancellation);
        try
        {
            await await Task.WhenAny(work);
        }
        catch (UnauthenticatedException)
        {
            await _out.Writer.WriteAsync(Ended, cancellation);
        }
        catch (PayoutsException)
        {
            // What it follows is gone, or it may not: the browser says that it is not live, and tries again.
            await SendAsync("lost", "{}", cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The browser left, the host stops or the time is up: the browser connects again if it is still there.
        }
        finally
        {
            await over.CancelAsync();
            // The first that ended said why; the others only stop.
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _out.Writer.Complete();
            await writing;
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var isFirst = true;
        await foreach (var page in _api.EventsAsync(PayoutEvents.Latest).AsPages(cancellation))
        {
            if (isFirst)
            {
                // From here on nothing is missed; what happened since the page was made is read now.
                await SendAsync("hello", "{}", cancellation);
                isFirst = false;
                foreach (var id in versions.Keys.ToList())
                {
                    await ReadAsync(id, cancellation);
                }
            }

            foreach (var id in page.Data.Select(happened => happened.Data?.PayoutId).OfType<string>().Distinct().Where(versions.ContainsKey))
            {
                await ReadAsync(id, cancellation);
            }

            await CountNewerAsync(page, cancellation);
        }
    }

    private async Task ReadAsync(string id, CancellationToken cancellation)
    {
        if (await _api.GetAsync(id, versions[id], cancellation).OrUnknownAsync() is not { } payout)
        {
            return;
        }

        versions[id] = payout.Version;
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LivePart.Of)] = payout, [nameof(LivePart.Frame)] = frame });
        // A renderer keeps what it has rendered: one for each row, or a page that is open all day would fill the memory.
        await using var renderer = new HtmlRenderer(context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(feed.Part, parameters)).ToHtmlString());
        await SendAsync("row", JsonSerializer.Serialize(new { id, html = html.Trim() }, Plain), cancellation);
    }

    private async Task CountNewerAsync(EventPage page, CancellationToken cancellation)
    {
        if (page.Data.Count > 0)
        {
            Interlocked.Exchange(ref _happened, 1);
        }

        var before = _newer.Count;
        _newer.UnionWith(page.Data.Where(happened => happened.Type == EventType.Created && happened.Data is { } created && feed.Counts?.Invoke(context.Request.Query, created) == true)
            .Select(happened => happened.Data!.PayoutId).Where(id => !versions.ContainsKey(id)));
        if (_newer.Count > before)
        {
            await SendAsync("newer", $"{_newer.Count}", cancellation);
        }
    }

    private async Task CountAsync(CancellationToken cancellation)
    {
        var counted = _clock.GetTimestamp();
        using var timer = new PeriodicTimer(AskEvery, _clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (_clock.GetElapsedTime(counted) < CountEvery)
            {
                // Only whether the session goes on: it throws when it does not.
                await _api.MeAsync(cancellation).OrUnknownAsync();
                continue;
            }

            counted = _clock.GetTimestamp();
            if (await FrameReader.AttentionAsync(_api, cancellation) is not { } attention)
            {
                await SendAsync("lost", "{}", cancellation);
                continue;
            }

            await SendAsync("hello", "{}", cancellation);
            await SendAsync("counts", JsonSerializer.Serialize(new { attention }), cancellation);
            if (Interlocked.Exchange(ref _happened, 0) == 1)
            {
                await SendAsync("tick", "{}", cancellation);
            }
        }
    }

    private async Task CommentAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(CommentEvery, _clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await _out.Writer.WriteAsync(":\n\n", cancellation);
        }
    }

    private ValueTask SendAsync(string name, string json, CancellationToken cancellation) => _out.Writer.WriteAsync($"event: {name}\ndata: {json}\n\n", cancellation);

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var frame in _out.Reader.ReadAllAsync(cancellation))
            {
                await context.Response.WriteAsync(frame, cancellation);
                await context.Response.Body.FlushAsync(cancellation);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && cancellation.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
    }
}
