using System.Text;
using System.Text.Json;
using Payouts.Fuzz.Readers;
using Payouts.Gateway.Problems;

namespace Payouts.Fuzz.Http;

/// <summary>What any answer of the gateway must be, whatever was asked (docs/http-api.md, "Errors").</summary>
internal static class HttpOracle
{
    // What Kestrel says by itself to what is no HTTP: no body, no type, and the connection ends.
    private static readonly int[] ServersOwn = [400, 405, 408, 411, 413, 414, 431, 505];

    private static readonly string[] ProblemMembers = ["title", "detail", "instance", "trace_id"];

    private static readonly Key Nobody = new("", Reads: false, Creates: false);

    /// <summary>Which rule the answer breaks; <see langword="null"/>: none.</summary>
    public static string? Violation(HttpCase asked, RawResponse answer)
    {
        if (asked.HasOddHead && IsServersOwn(answer))
        {
            return null;
        }

        return answer.Status switch
        {
            200 or 201 or 202 or 304 => SuccessViolation(asked, answer),
            >= 400 and < 500 or 503 => ProblemViolation(asked, answer),
            _ => "no such status is in the contract",
        };
    }

    public static bool IsServersOwn(RawResponse answer) => ServersOwn.Contains(answer.Status) && answer.Body.Length == 0 && answer.MediaType is null && answer.Closes;

    /// <summary>The first member in which the payout in an answer is not what was asked for.</summary>
    public static string? CreateViolation(HttpCase asked, RawResponse answer)
    {
        var keys = asked.Headers.Where(static header => header.Name == "Idempotency-Key").Select(static header => header.Value.Trim()).ToArray();
        var key = keys.Length == 0 ? null : HeaderCases.ExpectedKey(keys);
        return keys.Length > 0 && key is null ? "made under a key that breaks the contract"
            : RequestOracle.Read(asked.Body!) is not { } request ? "made from a body that breaks a rule"
            : RequestOracle.Difference(request, key, JsonElement.Parse(answer.Body)) is { } member ? $"the payout's {member} is not what was asked for"
            : null;
    }

    private static string? ProblemViolation(HttpCase asked, RawResponse answer)
    {
        if (answer.MediaType != "application/problem+json")
        {
            return $"an error of type {answer.MediaType}";
        }

        if (asked.Method == "HEAD")
        {
            return null;
        }

        var problem = StrictJson.Object(answer.Body);
        return problem?.Word("code") is not { } code || ProblemRegistry.Find(code) is not { } kind ? "an error that is not in the registry"
            : problem?.Word("type") != $"/problems/{code}" || kind.Status != answer.Status || problem?.Word("status") != $"{answer.Status}" ? "an error that contradicts the registry"
            : ProblemMembers.FirstOrDefault(name => problem?.Word(name) is null or "") is { } absent ? $"an error without {absent}"
            : Encoding.UTF8.GetString(answer.Body).Contains("   at ", StringComparison.Ordinal) ? "an error with a stack trace"
            : !asked.IsMutated && code != "idempotency-key-reused" ? $"a proper request is answered {code}"
            : null;
    }

    private static string? SuccessViolation(HttpCase asked, RawResponse answer)
    {
        if (answer.MediaType != "application/json")
        {
            // Pages, and what has no body, which says no more than that something is there.
            return answer.Status is 304 && Keys.Of(asked.Headers) is not { Reads: true } ? "not modified, without a key" : null;
        }

        if (asked.Method == "HEAD" || StrictJson.Object(answer.Body) is not { } body)
        {
            return asked.Method == "HEAD" ? null : "a body that is no JSON object";
        }

        if (body.Find("result") is not null)
        {
            return asked.IsGenuineWebhook ? null : "a webhook was taken that is not what was signed";
        }

        var payouts = body.Find("data") is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray()] : body.Find("wallet_address") is null ? Array.Empty<JsonElement>() : [body];
        var isSecret = payouts.Length > 0 || body.Find("data") is not null || body.Find("totals") is not null;
        var key = Keys.Of(asked.Headers) ?? Nobody;
        return isSecret && !(asked.Method == "POST" ? key.Creates : key.Reads) ? "told to somebody without a key for it"
            : key.Client is { } client && (payouts.Any(payout => payout.Word("client_id") != client) || body.Word("client_id") is { } shown && shown != client) ? "another client's data"
            : asked.HasForgedCursor && body.Find("data") is not null ? "a cursor was taken that was not given out"
            : null;
    }
}
