using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Payouts;

/// <summary>What the list is asked for: the address of its page, which may be shared.</summary>
public sealed class ListFilter
{
    private const string Day = "yyyy-MM-dd";

    private readonly ImmutableDictionary<string, string> _values;

    private ListFilter(ImmutableDictionary<string, string> values, string? cursor) => (_values, Cursor) = (values, cursor);

    /// <summary>The place in the list; <see langword="null"/>: its beginning.</summary>
    public string? Cursor { get; }

    /// <summary>What is filtered by, in the order of the form.</summary>
    public IEnumerable<(string Name, string Word, string Value)> Chosen =>
        FilterWords.Names.Where(filter => _values.ContainsKey(filter.Name)).Select(filter => (filter.Name, filter.Word, _values[filter.Name]));

    /// <summary>The value of a filter; empty without one.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Reads the address. Empty values are none: a form sends them all.</summary>
    public static ListFilter Read(IQueryCollection query) => new(
        FilterWords.Names.Where(filter => query[filter.Name].ToString().Length > 0).ToImmutableDictionary(filter => filter.Name, filter => query[filter.Name].ToString()),
        query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null);

    /// <summary>The same list from another place, or without one of its filters.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="without">A filter to drop.</param>
    public string Address(string? cursor = null, string? without = null) => "/console/payouts" + Query(cursor, without, "?");

    /// <summary>For the stream: what a new payout must be to belong to the list.</summary>
    public string ForStream => Query(Cursor, null, "&");

    /// <summary>What the API is asked for.</summary>
    /// <param name="errors">Days that are none.</param>
    public PayoutFilter ToApi(ICollection<FieldError> errors) => new()
    {
        ClientId = Text("client_id"),
        Status = Text("status") is { } status ? new(status) : null,
        Detail = Text("detail") is { } detail ? new(detail) : null,
        Asset = Text("asset"),
        Network = Text("network"),
        Origin = Text("origin") is { } origin ? new(origin) : null,
        Reference = Text("reference"),
        Txid = Text("txid"),
        HeleketTransactionId = Text("heleket_transaction_id"),
        NeedsAttention = Text("needs_attention") is { } attention ? attention == "true" : null,
        CreatedFrom = Midnight("created_from", errors),
        CreatedTo = Midnight("created_to", errors)?.AddDays(1),
    };

    /// <summary>What the stream asks the API for to count new payouts; <see langword="null"/>: this is not the beginning of the list, or none that there is.</summary>
    public PayoutFilter? ForNew()
    {
        var errors = new List<FieldError>();
        return Cursor is null && ToApi(errors) is var list && errors.Count == 0 ? list : null;
    }

    private string? Text(string name) => _values.GetValueOrDefault(name);

    private DateTimeOffset? Midnight(string name, ICollection<FieldError> errors)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
        {
            return day;
        }

        errors.Add(new($"/{name}", "A day is written as 2026-11-28."));
        return null;
    }

    private string Query(string? cursor, string? without, string first)
    {
        var parts = Chosen.Where(filter => filter.Name != without).Select(filter => $"{filter.Name}={Uri.EscapeDataString(filter.Value)}");
        var all = string.Join('&', cursor is null ? parts : parts.Append($"cursor={Uri.EscapeDataString(cursor)}"));
        return all.Length == 0 ? "" : first + all;
    }
}
