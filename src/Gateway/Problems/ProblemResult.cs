using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Problems;

/// <summary>An error as <c>application/problem+json</c> (RFC 9457; docs/http-api.md, "Errors").</summary>
internal sealed class ProblemResult(ProblemKind kind, string detail) : IResult, IStatusCodeHttpResult
{
    public const string MediaType = "application/problem+json";

    public ProblemKind Kind => kind;

    /// <summary>The errors, for <c>validation-failed</c>.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>The fields that differ, for <c>idempotency-key-reused</c>.</summary>
    public ImmutableArray<string> Differs { get; init; } = [];

    /// <summary>The cursor to go on from, for <c>events-expired</c>.</summary>
    public string? Oldest { get; init; }

    /// <summary>What the address looks like, for <c>address-similar</c>.</summary>
    public ImmutableArray<SimilarAddress> SimilarTo { get; init; } = [];

    /// <summary>What the address book says of the address, for <c>address-not-allowed</c>.</summary>
    public AddressStatus? Standing { get; init; }

    /// <summary><c>stale</c>, for <c>unavailable</c> when a silo does not know what is paused.</summary>
    public string? Controls { get; init; }

    /// <summary>Where the payout is, for <c>not-awaiting-approval</c>.</summary>
    public (PayoutStatus Status, PayoutDetail? Detail)? Place { get; init; }

    /// <summary>The role that is needed, for <c>role-required</c>.</summary>
    public string? Role { get; init; }

    /// <summary>
    /// What refuses a payout, for <c>policy-refused</c> and <c>limit-exceeded</c>; without its window, a limit is named and no more.
    /// </summary>
    public PayoutRefusal? Refusal { get; init; }

    /// <summary>What was found, for <c>selection-differs</c>.</summary>
    public BulkTotals? Found { get; init; }

    /// <summary>Whole seconds for the <c>Retry-After</c> header.</summary>
    public int? RetryAfter { get; init; }

    public int? StatusCode => kind.Status;

    /// <summary>All errors of a request.</summary>
    public static ProblemResult Invalid(ImmutableArray<FieldError> errors) =>
        new(ProblemRegistry.ValidationFailed, errors is [var only]
            ? $"{only.Pointer} {only.Detail}"
            : $"The request has {errors.Length} errors; see \"errors\".")
        { Errors = errors };

    /// <summary>For a bare status from the framework.</summary>
    public static ProblemResult OfStatus(int status)
    {
        var kind = ProblemRegistry.OfStatus(status);
        return kind == ProblemRegistry.Unavailable ? Unavailable($"{kind.Title}.") : new(kind, $"{kind.Title}.");
    }

    /// <summary>Storage or the cluster is out of reach.</summary>
    public static ProblemResult Unavailable(string detail) => new(ProblemRegistry.Unavailable, detail) { RetryAfter = 2 };

    /// <summary>A silo does not know what is paused.</summary>
    /// <param name="detail">What that means for the caller.</param>
    /// <param name="controls"><c>stale</c> for a probe.</param>
    public static ProblemResult WithoutControls(string detail, string? controls = null) => new(ProblemRegistry.Unavailable, detail) { RetryAfter = 5, Controls = controls };

    /// <summary>The same whether the id is unknown, malformed, another client's or too old.</summary>
    public static ProblemResult NoSuchEvent() => new(ProblemRegistry.EventNotFound, "No event with this id is visible to this key.");

    /// <summary>The same whether the id is unknown, malformed or another client's.</summary>
    public static ProblemResult NoSuchPayout() => new(ProblemRegistry.PayoutNotFound, "No payout with this id is visible to this key.");

    /// <summary>The body is not said to be JSON.</summary>
    public static ProblemResult NotJson() =>
        new(ProblemRegistry.UnsupportedMediaType, "The Content-Type must be application/json, in UTF-8 and without a content coding.");

    /// <summary><c>If-Match</c> is malformed.</summary>
    public static ProblemResult BadIfMatch() => Invalid([new("/if-match", EntityTags.Rule)]);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (kind.Challenge is { } scheme)
        {
            httpContext.Response.Headers.WWWAuthenticate = scheme;
        }

        httpContext.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(httpContext, kind.Status, MediaType, writer => Write(
            writer,
            httpContext.Request.PathBase.Add(httpContext.Request.Path).ToUriComponent() is { Length: > 0 } path ? path : "/",
            Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier));
    }

    /// <summary>Writes the body.</summary>
    /// <param name="writer">Receives the body.</param>
    /// <param name="path">The path that was called.</param>
    /// <param name="traceId">Finds the request in the log.</param>
    public void Write(Utf8JsonWriter writer, string path, string traceId)
    {
        writer.WriteStartObject();
        writer.WriteString("type", kind.Type);
        writer.WriteString("title", kind.Title);
        writer.WriteNumber("status", kind.Status);
        writer.WriteString("detail", detail);
        writer.WriteString("instance", path);
        writer.WriteString("code", kind.Code);
        writer.WriteString("trace_id", traceId);
        if (!Errors.IsEmpty)
        {
            WriteErrors(writer);
        }

        if (!Differs.IsEmpty)
        {
            writer.WriteStartArray("differs");
            foreach (var name in Differs)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        if (Oldest is not null)
        {
            writer.WriteString("oldest", Oldest);
        }

        if (!SimilarTo.IsEmpty)
        {
            WriteSimilar(writer);
        }

        if (Standing is not null)
        {
            writer.WriteString("standing", EnumNames.Of(Standing));
        }

        if (Controls is not null)
        {
            writer.WriteString("controls", Controls);
        }

        WriteDecision(writer);
        writer.WriteEndObject();
    }

    private void WriteDecision(Utf8JsonWriter writer)
    {
        if (Place is { } place)
        {
            writer.WriteString("payout_status", EnumNames.Of(place.Status));
            writer.WriteString("payout_detail", place.Detail is { } detail ? EnumNames.Of(detail) : null);
        }

        if (kind == ProblemRegistry.RoleRequired)
        {
            writer.WriteString("role", Role);
        }

        if (Refusal is { Kind: RefusalKind.Policy } byRule)
        {
            writer.WriteString("rule", byRule.Name);
        }
        else if (Refusal is { Kind: RefusalKind.Limit } byLimit)
        {
            writer.WriteString("limit", byLimit.Name);
            if (byLimit.Window is { } window)
            {
                writer.WriteString("window", window.ToString("c", CultureInfo.InvariantCulture));
                writer.WriteString("available_at", byLimit.AvailableAt is { } at ? Times.Format(at) : null);
            }
        }

        if (Found is { } found)
        {
            WriteFound(writer, found);
        }
    }

    private static void WriteFound(Utf8JsonWriter writer, BulkTotals found)
    {
        writer.WriteStartObject("found");
        writer.WriteNumber("count", found.Count);
        writer.WriteStartArray("totals");
        foreach (var (asset, amount) in found.Totals)
        {
            writer.WriteStartObject();
            writer.WriteString("asset", asset);
            writer.WriteString("amount", amount.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteSimilar(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("similar_to");
        foreach (var similar in SimilarTo)
        {
            writer.WriteStartObject();
            writer.WriteString("id", similar.Id);
            writer.WriteString("label", similar.Label);
            writer.WriteString("masked", similar.Masked);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteErrors(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("pointer", error.Pointer);
            writer.WriteString("detail", error.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
