using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Events;

/// <summary>The result of reading the parameters of the feed.</summary>
/// <param name="Query">What to look for; <see langword="null"/> exactly when there are errors.</param>
/// <param name="Errors">Every error.</param>
/// <param name="CursorRefused">The cursor was not issued by this service for this list.</param>
internal sealed record EventListReading(EventQuery? Query, ImmutableArray<FieldError> Errors, bool CursorRefused);

/// <summary>Reads the query string of <c>GET /events</c> (docs/http-api.md, "The feed").</summary>
internal static class EventListReader
{
    public const int DefaultLimit = 100;

    /// <summary>In seconds: proxies tend to give up on an answer after thirty.</summary>
    public const int MaxWait = 25;

    /// <summary>Instead of a cursor: only what happens from now on.</summary>
    public const string Latest = "latest";

    /// <summary>In the order of the contract. Any other parameter is rejected.</summary>
    public static readonly ImmutableArray<string> Parameters = ["after", "limit", "types", "client_id", "payout_id", "wait"];

    private static readonly ImmutableArray<string> Filters = [EventTypes.AnyOfPayouts, .. EventTypes.OfPayouts];

    public static EventListReading Read(IQueryCollection query, EventCursor cursors)
    {
        var reader = new QueryFields(query);
        reader.RefuseOthers(Parameters);
        var after = reader.Cursor("after");
        var place = after is null or Latest ? null : cursors.Read(after);
        var found = new EventQuery
        {
            After = place,
            FromEnd = after == Latest,
            Limit = reader.Whole("limit", 1, EventQuery.MaxLimit) ?? DefaultLimit,
            Types = reader.Text("types", CheckTypes) is { } types ? [.. types.Split(',').Distinct()] : [],
            ClientId = reader.Text("client_id", TextRules.ClientId),
            PayoutId = reader.Text("payout_id", text => PayoutId.IsValid(text) ? null : "must be 32 lower-case hex digits."),
            Wait = TimeSpan.FromSeconds(reader.Whole("wait", 0, MaxWait) ?? 0),
        };
        return reader.Errors.IsEmpty
            ? new(found, [], after is not (null or Latest) && place is null)
            : new(null, reader.Errors, CursorRefused: false);
    }

    private static string? CheckTypes(string text) =>
        text.Split(',').All(type => Filters.Contains(type))
            ? null
            : $"must be a list, separated by commas, of {string.Join(", ", Filters)}.";
}
