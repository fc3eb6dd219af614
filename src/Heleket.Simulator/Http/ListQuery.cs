using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>
/// A page of the history: newest first, 15 at a time, from a Laravel cursor (docs/heleket.md, "History").
/// </summary>
/// <param name="From">The earliest creation time; <see langword="null"/>: no bound.</param>
/// <param name="To">The latest creation time; <see langword="null"/>: no bound.</param>
/// <param name="Id">The id of the payout named by the cursor; 0 for the first page.</param>
/// <param name="Older">Whether the page continues towards older payouts rather than back to newer ones.</param>
internal sealed record ListQuery(DateTimeOffset? From, DateTimeOffset? To, long Id, bool Older)
{
    public const int PageSize = 15;

    private static readonly string[] Formats = ["yyyy-MM-dd H:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    public static ListQuery Read(Form form, string? cursor)
    {
        var (id, older) = ReadCursor(form, cursor);
        return new ListQuery(Time(form, "date_from"), Time(form, "date_to"), id, older);
    }

    /// <summary>The page, from payouts in order of creation whose ids are their indices plus one.</summary>
    public ListPage Find(List<PayoutEntry> all)
    {
        // [first, end) are the indices within the dates, found by binary search.
        var first = From is { } from ? FirstAtOrAfter(all, from) : 0;
        var end = To is { } to ? FirstAtOrAfter(all, to.AddTicks(TimeSpan.TicksPerSecond)) : all.Count;
        var (low, high) = (Id, Older) switch
        {
            (0, _) => (Math.Max(first, end - PageSize), end),
            (_, true) => Below(first, (int)Math.Min(end, Id - 1)),
            _ => Above((int)Math.Min(end, Math.Max(first, Id)), end),
        };
        List<PayoutEntry> items = [];
        for (var i = high - 1; i >= low; i--)
        {
            items.Add(all[i]);
        }

        return new ListPage(
            items,
            end - first > PageSize,
            low > first && items.Count > 0 ? items[^1].Payout.Id : null,
            high < end && items.Count > 0 ? items[0].Payout.Id : null);
    }

    private static (int Low, int High) Below(int first, int high) => (Math.Max(first, high - PageSize), Math.Max(first, high));

    private static (int Low, int High) Above(int low, int end) => (low, Math.Max(low, Math.Min(end, low + PageSize)));

    private static int FirstAtOrAfter(List<PayoutEntry> all, DateTimeOffset time)
    {
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = all[middle].Payout.CreatedAt < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static DateTimeOffset? Time(Form form, string field)
    {
        if (form.Optional(field) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, Wire.Offset);
        }

        form.Fail(field, "validation.regex");
        return null;
    }

    private static (long Id, bool Older) ReadCursor(Form form, string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return (0, true);
        }

        try
        {
            var root = JsonElement.Parse(Base64Url.DecodeFromChars(cursor));
            return (Math.Max(1, root.GetProperty("id").GetInt64()), root.GetProperty("_pointsToNextItems").GetBoolean());
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            form.Fail("cursor", "validation.regex");
            return (0, true);
        }
    }
}

/// <summary>The content of a page, and the cursors of the next and the previous one.</summary>
internal sealed record ListPage(IReadOnlyList<PayoutEntry> Items, bool HasPages, long? Next, long? Previous)
{
    public void WritePaginate(Utf8JsonWriter json)
    {
        json.WriteStartObject("paginate");
        json.WriteNumber("count", Items.Count);
        json.WriteBoolean("hasPages", HasPages);
        json.WriteString("nextCursor", Cursor(Next, true));
        json.WriteString("previousCursor", Cursor(Previous, false));
        json.WriteNumber("perPage", ListQuery.PageSize);
        json.WriteEndObject();
    }

    private static string? Cursor(long? id, bool older) => id is null ? null : Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{id},\"_pointsToNextItems\":{(older ? "true" : "false")}}}")));
}
