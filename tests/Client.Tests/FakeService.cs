using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Payouts.Client.Tests;

/// <summary>Answers as a test says, at a time that it moves. Nothing here is asynchronous but time, so that runs are all the same.</summary>
internal sealed class FakeService : HttpMessageHandler
{
    public const string Secret = "s3cret-of-the-tests";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Queue<Func<Asked, CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private Func<Asked, CancellationToken, Task<HttpResponseMessage>>? _always;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));

    /// <summary>What came, in order.</summary>
    public List<Asked> Asked { get; } = [];

    /// <summary>What pauses are made of; by default the longest that chance allows, about.</summary>
    public double Chance { get; set; } = 0.999;

    public PayoutsClient Client(Action<PayoutsClientOptions>? change = null)
    {
        var options = new PayoutsClientOptions { BaseAddress = new("http://payouts.test/api"), ApiKey = Secret, TimeProvider = Time, Chance = () => Chance };
        change?.Invoke(options);
        return new PayoutsClient(new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, options);
    }

    public FakeService Then(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        _answers.Enqueue((_, _) => Task.FromResult(Answer(status, body, headers)));
        return this;
    }

    public FakeService ThenProblem(int status, string? code, params (string Name, string Value)[] headers) =>
        Then((HttpStatusCode)status, code is null ? "<html>" : $$"""{"status":{{status}},"code":"{{code}}","title":"t","detail":"d","trace_id":"abc"}""", headers);

    public FakeService ThenBreak(HttpRequestError error = HttpRequestError.ResponseEnded)
    {
        _answers.Enqueue((_, _) => throw new HttpRequestException(error));
        return this;
    }

    /// <summary>Says nothing until it is given up.</summary>
    public FakeService ThenHang()
    {
        _answers.Enqueue(HangAsync);
        return this;
    }

    public FakeService Then(Func<Asked, HttpResponseMessage> answer)
    {
        _answers.Enqueue((asked, _) => Task.FromResult(answer(asked)));
        return this;
    }

    /// <summary>What it answers once nothing else is left.</summary>
    public FakeService Always(Func<Asked, HttpResponseMessage> answer)
    {
        _always = (asked, _) => Task.FromResult(answer(asked));
        return this;
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    /// <summary>Lets time pass until the call is over.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> call) => Task.Run(async () =>
    {
        // A pool's thread has no synchronization context: what waits for time goes on within Advance.
        var running = call();
        for (var since = Time.GetUtcNow(); !running.IsCompleted && Time.GetUtcNow() - since < Longest;)
        {
            Time.Advance(Step);
        }

        return await running.WaitAsync(TimeSpan.FromSeconds(30));
    });

    /// <summary>The exception that the call ends with, of this type or of one derived from it.</summary>
    public Task<TException> FailsAsync<TException>(Func<Task> call)
        where TException : Exception =>
        RunAsync(async () => await Assert.ThrowsAnyAsync<TException>(call));

    /// <summary>The pauses between what came.</summary>
    public IReadOnlyList<TimeSpan> Pauses() => [.. Asked.Zip(Asked.Skip(1), (one, next) => next.At - one.At)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var asked = new Asked(
            Time.GetUtcNow(), request.Method, request.RequestUri!.PathAndQuery, Encoding.UTF8.GetString(body),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        Asked.Add(asked);
        var answer = _answers.Count > 0 ? _answers.Dequeue() : _always ?? throw new InvalidOperationException($"Nobody expected {asked.Path}.");
        return await answer(asked, cancellationToken);
    }

    /// <summary>A task of one's own, since Task.Delay would go on in another thread, while time passes in this one.</summary>
    private static async Task<HttpResponseMessage> HangAsync(Asked asked, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<HttpResponseMessage>();
        await using var given = cancellationToken.Register(() => ended.TrySetCanceled(cancellationToken));
        return await ended.Task;
    }
}

/// <summary>One request.</summary>
internal sealed record Asked(DateTimeOffset At, HttpMethod Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
