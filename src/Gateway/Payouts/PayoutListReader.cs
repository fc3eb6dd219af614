using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>The result of reading the parameters of a list.</summary>
/// <param name="Query">What to look for; <see langword="null"/> exactly when there are errors.</param>
/// <param name="Errors">Every error.</param>
/// <param name="CursorRefused">The cursor was not issued by this service.</param>
/// <param name="IsDecidable">Only what the caller may still approve is asked for.</param>
internal sealed record PayoutListReading(PayoutQuery? Query, ImmutableArray<FieldError> Errors, bool CursorRefused, bool IsDecidable = false);

/// <summary>Reads the query string of <c>GET /payouts</c> (docs/http-api.md, "List").</summary>
internal static class PayoutListReader
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 25;

    /// <summary>In characters. The longest hash of any supported network, Solana's, has 88.</summary>
    public const int MaxTxidLength = 128;

    /// <summary>In the order of the contract. Any other parameter is rejected.</summary>
    public static readonly ImmutableArray<string> Parameters =
    [
        "client_id", "status", "detail", "asset", "network", "origin", "reference", "heleket_transaction_id", "txid",
        "needs_attention", "decidable", "created_from", "created_to", "sort", "limit", "cursor",
    ];

    /// <summary>The only order that can be asked for; without it the newest come first.</summary>
    public const string Since = "since";

    /// <summary>With which other parameters it can be.</summary>
    public static readonly string SinceRule =
        $"is possible only with needs_attention=true, or with detail={string.Join(", ", PayoutQuery.WaitingDetails[..^1].Select(EnumNames.Of))} or {EnumNames.Of(PayoutQuery.WaitingDetails[^1])}.";

    /// <summary>Only what the caller may still approve.</summary>
    public const string Decidable = "decidable";

    /// <summary>With which other parameter it can be.</summary>
    public static readonly string DecidableRule = $"is possible only with detail={EnumNames.Of(PayoutDetail.AwaitingApproval)}.";

    public static PayoutListReading Read(IQueryCollection query, PageCursor cursors)
    {
        var reader = new QueryFields(query);
        reader.RefuseOthers(Parameters);
        var found = new PayoutQuery
        {
            ClientId = reader.Text("client_id", TextRules.ClientId),
            Status = reader.Value<PayoutStatus>("status", ReadWord),
            Detail = reader.Value<PayoutDetail>("detail", ReadWord),
            Asset = reader.Text("asset", TextRules.Code)?.ToUpperInvariant(),
            Network = reader.Text("network", TextRules.Code)?.ToUpperInvariant(),
            Origin = reader.Value<PayoutOrigin>("origin", ReadWord),
            Reference = reader.Text("reference", text => TextRules.Free(text, PayoutRequestReader.MaxTextLength)),
            HeleketTransactionId = reader.Text("heleket_transaction_id", text => TextRules.Free(text, 128)),
            Txid = reader.Text("txid", text => TextRules.Free(text, MaxTxidLength)),
            NeedsAttention = reader.Value<bool>("needs_attention", ReadFlag),
            CreatedFrom = reader.Value<DateTimeOffset>("created_from", ReadTime),
            CreatedTo = reader.Value<DateTimeOffset>("created_to", ReadTime),
            Limit = reader.Whole("limit", 1, MaxLimit) ?? DefaultLimit,
        };
        var isDecidable = ReadDecidable(reader, found);
        found = found with { Order = ReadOrder(reader, found) };
        if (isDecidable)
        {
            // Of those who wait alone: a page of few among all payouts would be looked for without an end.
            found = found with { Order = PayoutOrder.Since };
        }

        var cursor = reader.Cursor("cursor");
        var after = cursor is null ? null : cursors.Read(cursor, found.Order);
        return reader.Errors.IsEmpty
            ? new(found with { After = after }, [], cursor is not null && after is null, isDecidable)
            : new(null, reader.Errors, false);
    }

    private static PayoutOrder ReadOrder(QueryFields reader, PayoutQuery found)
    {
        // A filter that could not be read may have been the one that it needs.
        var isPossible = found.MayOrderBySince || !reader.Errors.IsEmpty;
        return reader.Value("sort", (string text, out PayoutOrder order) =>
        {
            order = PayoutOrder.Since;
            return text != Since ? "must be since; without it the newest come first." : isPossible ? null : SinceRule;
        }) ?? PayoutOrder.Newest;
    }

    private static bool ReadDecidable(QueryFields reader, PayoutQuery found)
    {
        var isPossible = found.Detail == PayoutDetail.AwaitingApproval || !reader.Errors.IsEmpty;
        return reader.Value<bool>(Decidable, (string text, out bool value) =>
        {
            value = text == "true";
            return !value ? "must be true; without it all are listed." : isPossible ? null : DecidableRule;
        }) ?? false;
    }

    private static string? ReadWord<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum =>
        EnumNames<TEnum>.TryParse(text, out value) ? null : $"must be one of {string.Join(", ", EnumNames<TEnum>.All)}.";

    private static string? ReadFlag(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false" ? null : "must be true or false.";
    }

    /// <summary>
    /// Rounded up, since what it is compared with is whole milliseconds: "at or after" and "before" both stay exact.
    /// </summary>
    private static string? ReadTime(string text, out DateTimeOffset time)
    {
        var fault = QueryFields.ReadTime(text, out time);
        time = WholeMilliseconds.Ceiling(time);
        return fault;
    }
}
