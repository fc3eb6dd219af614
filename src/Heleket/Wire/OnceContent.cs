using System.Net;
using System.Net.Http.Headers;

namespace Heleket.Wire;

/// <summary>Tracks whether a request body was handed to a connection.</summary>
internal sealed class Dispatch(Func<bool>? maySend = null)
{
    private int _begun;

    /// <summary>
    /// False proves that Heleket cannot have acted: the signature covers the body, and no byte of it was handed out.
    /// This holds for every failure (refused, DNS, TLS, proxy, queue, open circuit), whatever exception reports it.
    /// </summary>
    public bool MayHaveLeft => Volatile.Read(ref _begun) != 0;

    /// <summary>Whether the caller forbids to send the body now.</summary>
    public bool IsForbidden => maySend?.Invoke() == false;

    /// <summary>Marks the body as handed out; returns false if it already was.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;
}

/// <summary>
/// A body that is handed out once. Anything below us that would repeat a request (a 307 redirect, a stale connection, a
/// retrying handler that a host added to every client) fails here and cannot send a payout twice.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] _body;
    private readonly Dispatch _dispatch;

    public OnceContent(byte[] body, Dispatch dispatch)
    {
        (_body, _dispatch) = (body, dispatch);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _dispatch.IsForbidden ? throw new IOException("It may not be sent any more.")
        : _dispatch.TryBegin() ? stream.WriteAsync(_body, cancellationToken).AsTask()
        : throw new InvalidOperationException("The request was sent once and is not sent again.");

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
