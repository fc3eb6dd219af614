using System.Collections.Frozen;
using System.Text.Json;

namespace Payouts.Client.Wire;

/// <summary>Reads what an answer says about a failure, whatever it is.</summary>
internal static class Problems
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "status", "code", "title", "detail", "type", "instance", "trace_id", "errors", "differs", "oldest", "controls", "similar_to", "standing",
        "payout_status", "payout_detail", "role", "rule", "limit", "window", "available_at", "found",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Never throws: an answer that is no problem gives one that has the status only.</summary>
    public static Problem Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(status, document.RootElement) : new Problem { Status = status };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Problem { Status = status };
        }
    }

    /// <summary>The exception for it.</summary>
    public static PayoutsException Exception(Problem problem, TimeSpan? retryAfter) => problem.Code?.Value switch
    {
        "validation-failed" or "malformed-json" or "invalid-idempotency-key" or "invalid-cursor" => new ValidationFailedException(problem),
        "idempotency-key-reused" => new KeyReusedException(problem),
        "payout-not-cancellable" => new NotCancellableException(problem),
        "events-expired" => new EventsExpiredException(problem),
        _ => OfStatus(problem, retryAfter),
    };

    private static PayoutsException OfStatus(Problem problem, TimeSpan? retryAfter) => problem.Status switch
    {
        401 => new UnauthenticatedException(problem),
        403 => new ForbiddenException(problem),
        404 => new NotFoundException(problem),
        412 => new VersionMismatchException(problem),
        429 => new RateLimitedException(problem, retryAfter),
        408 or 500 or 502 or 503 or 504 => new UnavailableException(new PayoutsException(problem).Message, problem, null),
        _ => new PayoutsException(problem),
    };

    private static Problem Of(int status, JsonElement body) => new()
    {
        Status = status,
        Code = Text(body, "code") is { } code ? new ProblemCode(code) : null,
        Title = Text(body, "title"),
        Detail = Text(body, "detail"),
        Type = Text(body, "type"),
        Instance = Text(body, "instance"),
        TraceId = Text(body, "trace_id"),
        Errors = [.. Items(body, "errors").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new FieldError(Text(item, "pointer") ?? "", Text(item, "detail") ?? ""))],
        Differs = [.. Items(body, "differs").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        Oldest = Text(body, "oldest"),
        Controls = Text(body, "controls"),
        SimilarTo =
        [
            .. Items(body, "similar_to").Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(item => new SimilarAddress { Id = Text(item, "id") ?? "", Label = Text(item, "label") ?? "", Masked = Text(item, "masked") ?? "" }),
        ],
        Standing = Text(body, "standing") is { } standing ? new AddressStatus(standing) : null,
        PayoutStatus = Text(body, "payout_status") is { } payoutStatus ? new PayoutStatus(payoutStatus) : null,
        PayoutDetail = Text(body, "payout_detail") is { } detail ? new PayoutDetail(detail) : null,
        Role = Text(body, "role"),
        Rule = Text(body, "rule"),
        Limit = Text(body, "limit"),
        Window = Text(body, "window"),
        AvailableAt = body.TryGetProperty("available_at", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null,
        Found = body.TryGetProperty("found", out var found) && found.ValueKind == JsonValueKind.Object ? FoundIn(found) : null,
        Others = Others(body),
    };

    private static Dictionary<string, JsonElement> Others(JsonElement body)
    {
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (!Known.Contains(member.Name))
            {
                others[member.Name] = member.Value.Clone();
            }
        }

        return others;
    }

    private static SelectionTotals FoundIn(JsonElement found) => new(
        found.TryGetProperty("count", out var count) && count.TryGetInt32(out var number) ? number : 0,
        [
            .. Items(found, "totals").Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(item => new SelectionTotal(Text(item, "asset") ?? "", Amounts.TryParse(Text(item, "amount") ?? "", out var amount) ? amount : 0)),
        ]);

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static JsonElement[] Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()] : [];
}
