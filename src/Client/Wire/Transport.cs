using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Payouts.Client.Wire;

/// <summary>Makes single attempts of calls, and says what each came to.</summary>
internal sealed class Transport
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // What asks for more means "give up"; a timer could not wait for much longer either.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly HttpClient _http;
    private readonly PayoutsClientOptions _options;
    private readonly Uri _address;

    public Transport(HttpClient http, PayoutsClientOptions options)
    {
        var address = options.BaseAddress ?? http.BaseAddress ?? throw new ArgumentException("Neither the options nor the HttpClient say where the service is.");
        (_http, _options) = (http, options);
        _address = address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = $"{address.AbsolutePath}/" }.Uri;
    }

    public TimeProvider Time => _options.TimeProvider;

    /// <summary>One attempt. Throws only what is not the service's: the caller's cancellation, and faults of the caller's own code.</summary>
    public async Task<Attempt<T>> TryAsync<T>(Call call, Reading<T> reading, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = await RequestAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            using var response = await _http.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return Read(call, response, body, reading);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            return new() { Failure = new UnavailableException("The service did not answer in time.", null, exception), MayHaveArrived = true };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new() { Failure = new UnavailableException("The service is out of reach, or the connection broke.", null, exception), MayHaveArrived = !IsBeforeSending(exception) };
        }
        catch (Exception exception)
        {
            // Of a handler that somebody put beneath; whether it failed before or after sending, nobody knows.
            return new() { Failure = new PayoutsException("A handler of the HttpClient failed.", null, exception), MayHaveArrived = true };
        }
    }

    private static bool IsBeforeSending(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };

    private async Task<HttpRequestMessage> RequestAsync(Call call, CancellationToken cancellationToken)
    {
        var key = _options.ApiKeyProvider is { } ask ? await ask(cancellationToken).ConfigureAwait(false) : _options.ApiKey;
        var request = new HttpRequestMessage(call.Method, new Uri(_address, call.Path)) { Version = _http.DefaultRequestVersion, VersionPolicy = _http.DefaultVersionPolicy };
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } };
        }

        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", RequireVisible(key));
        }

        Add("Idempotency-Key", call.IdempotencyKey);
        Add("If-Match", call.IfMatch is { } match ? $"\"{match}\"" : null);
        Add("If-None-Match", call.IfNoneMatch is { } none ? $"\"{none}\"" : null);
        request.Headers.Accept.Add(new("application/json"));
        Telemetry.Inject(request);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>The framework's own complaint could show the key.</summary>
    private static string RequireVisible(string key) =>
        key.Length > 0 && key.All(character => character is > ' ' and < '\x7f') ? key : throw new InvalidOperationException("The API key is empty, or has characters that a header cannot carry.");

    private Attempt<T> Read<T>(Call call, HttpResponseMessage response, byte[] body, Reading<T> reading)
    {
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300)
        {
            return reading.Raw is { } raw ? new() { Status = status, Value = raw(body) } : reading.Type is null ? new() { Status = status } : Read(status, body, reading, reading.Type);
        }

        if (status == 304 && call.IfNoneMatch is not null)
        {
            return new() { Status = status };
        }

        var after = RetryAfter(response);
        var failure = Problems.Exception(Problems.Read(status, body), after);
        return new() { Status = status, Failure = failure, RetryAfter = after, MayHaveArrived = status >= 500 || (status == 408 && failure.Code is null) };
    }

    private static Attempt<T> Read<T>(int status, byte[] body, Reading<T> reading, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) is { } value && reading.IsExpected(value)
                ? new() { Status = status, Value = value }
                : Lost(new UnavailableException("The answer belongs to another call: something between here and the service mixed them up.", null, null));
        }
        catch (JsonException exception) when (!IsWhole(body))
        {
            return Lost(new UnavailableException("The answer was cut short, or is none of the service's.", null, exception));
        }
        catch (JsonException exception)
        {
            return Lost(new UnreadableAnswerException($"The answer has something that this release cannot read, at {exception.Path ?? "its root"}: {exception.Message}", exception));
        }

        Attempt<T> Lost(PayoutsException failure) => new() { Status = status, Failure = failure, MayHaveArrived = true };
    }

    private static bool IsWhole(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - Time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestWait.Ticks)) : null;
    }
}
