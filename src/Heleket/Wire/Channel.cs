using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Heleket.Wire;

/// <summary>Signs and sends calls, and classifies those that got no answer.</summary>
internal sealed class Channel(HttpClient http, IOptions<HeleketOptions> options, TimeProvider time)
{
    // A payout takes about 600 bytes; the buffer grows for the rare long lists.
    private const int UsualAnswerLength = 1024;

    // Not before the first call: a host may learn its own port, and thus the project URL, only once it runs.
    private readonly Lazy<Pipelines> _pipelines = new(() => new Pipelines(options.Value, time));

    private long _lastAnswer;

    /// <summary>How the calls went lately.</summary>
    public HeleketHealth Health
    {
        get
        {
            var (circuit, until) = _pipelines.IsValueCreated ? _pipelines.Value.Circuit : (HeleketCircuit.Closed, null);
            var last = Volatile.Read(ref _lastAnswer);
            return new(circuit, last == 0 ? null : new DateTimeOffset(last, TimeSpan.Zero), until);
        }
    }

    /// <summary>Sends a call.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled, and the call is a read or was provably not sent.
    /// </exception>
    public async Task<CallOutcome> SendAsync(Call call, CancellationToken cancellationToken)
    {
        var sent = new Dispatch(call.MaySend);
        var pipeline = call.Repeatable ? _pipelines.Value.Repeated : _pipelines.Value.Once;
        // Everything runs on the caller's scheduler, so grains keep their turns and the simulation (verify/Simulation)
        // can order the work.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            return new CallOutcome.Responded(await pipeline.ExecuteAsync(
                async within => await ExchangeAsync(call, call.Repeatable ? new Dispatch() : sent, within.CancellationToken),
                context));
        }
        catch (Exception e) when (sent.MayHaveLeft)
        {
            // Whatever the cause, even an internal fault: the call may have taken effect.
            return new CallOutcome.Lost(Explain(e, cancellationToken), e);
        }
        catch (Exception e) when (IsTransport(e) && !cancellationToken.IsCancellationRequested)
        {
            return call.Repeatable ? new CallOutcome.Lost(Explain(e, cancellationToken), e) : new CallOutcome.NotSent(Explain(e, cancellationToken), e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<Response> ExchangeAsync(Call call, Dispatch sent, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var url = Locate(settings.ProjectUrl, call.Path);
        var key = call.WithPaymentKey ? settings.PaymentKey : settings.PayoutKey;
        using var content = new OnceContent(call.Body, sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            // HTTP/2 may repeat a request on its own when a server closes the connection.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.Add("merchant", settings.MerchantId);
        request.Headers.Add("sign", HeleketSignature.Compute(call.Body, key!));
        request.Headers.Add("Accept-Encoding", "identity");
        request.Headers.ExpectContinue = false;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

        // A handler that followed a redirect changed the request, so the answer is not to what we sent.
        var answer = request.RequestUri == url && request.Method == HttpMethod.Post
            ? new Response((int)response.StatusCode, await ReadAsync(response.Content, cancellationToken))
            : new Response((int)HttpStatusCode.Redirect, null);
        if (answer is { Status: < 500, Envelope: not null })
        {
            Volatile.Write(ref _lastAnswer, time.GetUtcNow().UtcTicks);
        }

        return answer;
    }

    private static Uri Locate(Uri project, string path) => new(project.AbsoluteUri.TrimEnd('/') + "/" + path);

    private static async Task<Envelope?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualAnswerLength);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(buffer.GetMemory(), cancellationToken) is > 0 and var read)
            {
                buffer.Advance(read);
                if (buffer.WrittenCount > Envelope.MaxLength)
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Truncated. The status is known and remains the more reliable part of the answer.
            return null;
        }

        return ContentCodings.Undo(buffer.WrittenMemory, content.Headers, Envelope.MaxLength) is { } plain ? Envelope.Read(plain.Span) : null;
    }

    private static bool IsTransport(Exception exception) => exception is HttpRequestException or IOException or BrokenCircuitException
        or TimeoutRejectedException or OperationCanceledException;

    // Our own message: the exception's message contains host names.
    private string Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        BrokenCircuitException => "Calls are paused for some seconds, because too many failed.",
        TimeoutRejectedException => $"No answer within {options.Value.Timeout.TotalSeconds:0.###} seconds.",
        HttpRequestException { HttpRequestError: var error } => $"The connection failed ({error}).",
        OperationCanceledException when cancellationToken.IsCancellationRequested => "The caller gave up.",
        OperationCanceledException => "The HTTP client gave up.",
        _ => $"The call failed ({exception.GetType().Name}).",
    };
}
