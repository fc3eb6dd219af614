using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Tests;

/// <summary>The API as the console sees it: answers by method and path, and what was asked.</summary>
internal sealed class FakeApi
{
    /// <summary>Stands in an answer for the key of the request.</summary>
    public const string Key = "{KEY}";

    private readonly ConcurrentDictionary<string, Func<HttpContext, IResult>> _answers = new(StringComparer.Ordinal);

    /// <summary>Every call, as "GET /payouts?limit=25", in order.</summary>
    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>From now on this is answered.</summary>
    /// <param name="call">"GET /me": the path without its query.</param>
    /// <param name="json">The body.</param>
    /// <param name="status">The status.</param>
    public FakeApi On(string call, string json, int status = 200) => On(call, context =>
    {
        context.Response.Headers.ETag = "\"1\"";
        return Results.Text(Keyed(json, context), status < 400 ? "application/json" : "application/problem+json", statusCode: status);
    });

    /// <summary>From now on this is answered.</summary>
    public FakeApi On(string call, Func<HttpContext, IResult> answer)
    {
        _answers[call] = answer;
        return this;
    }

    /// <summary>A problem.</summary>
    public FakeApi Refuses(string call, int status, string code, string detail = "Why.", string more = "") =>
        On(call, $$"""{"type":"/problems/{{code}}","title":"Refused","status":{{status}},"detail":"{{detail}}","code":"{{code}}","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"{{more}}}""", status);

    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = context.Request;
        Calls.Enqueue(new($"{request.Method} {request.Path}{request.QueryString}", await reader.ReadToEndAsync(), request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        return _answers.TryGetValue($"{request.Method} {request.Path}", out var answer)
            ? answer(context)
            : Results.Text("""{"title":"Not here","status":404,"code":"not-found"}""", "application/problem+json", statusCode: 404);
    }

    /// <summary>The answer with the key that it was asked for with, which a client looks for in it.</summary>
    internal static string Keyed(string json, HttpContext context) => json.Replace(Key, context.Request.Headers["Idempotency-Key"].ToString().Trim('"'), StringComparison.Ordinal);

    /// <summary>One call.</summary>
    internal sealed record Call(string Line, string Body, IReadOnlyDictionary<string, string> Headers);
}
