using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Payouts.Console.Live;

/// <summary>
/// Writes server-sent events to one browser. One that does not read is left: it keeps nothing but its own stream waiting,
/// and comes back when it reads again.
/// </summary>
internal sealed class EventWriter(HttpContext context)
{
    /// <summary>Of server-sent events.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>How long a browser may take to make room for an event.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Proxies close what is silent for longer.
    private static readonly TimeSpan CommentAfter = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock = context.RequestServices.GetRequiredService<TimeProvider>();
    private long _written;

    /// <summary>Whether the browser was left.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Sends the headers: the browser knows that it is connected, whether there is anything to say or not.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.Body.FlushAsync(cancellation);
        _written = _clock.GetTimestamp();
    }

    /// <summary>Sends an event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">Its data, in one line.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task SendAsync(string name, string json, CancellationToken cancellation) => WriteAsync(Of(name, json), cancellation);

    /// <summary>An event as it is sent.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">Its data, in one line.</param>
    public static string Of(string name, string json) => $"event: {name}\ndata: {json}\n\n";

    /// <summary>Sends a comment if nothing was sent for a while.</summary>
    public Task KeepOpenAsync(CancellationToken cancellation) =>
        _clock.GetElapsedTime(_written) >= CommentAfter ? WriteAsync(":\n\n", cancellation) : Task.CompletedTask;

    private async Task WriteAsync(string text, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await context.Response.WriteAsync(text, either.Token);
            await context.Response.Body.FlushAsync(either.Token);
            _written = _clock.GetTimestamp();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            IsClosed = true;
            context.Abort();
            throw new OperationCanceledException("The browser left, or does not read.", exception);
        }
    }
}
