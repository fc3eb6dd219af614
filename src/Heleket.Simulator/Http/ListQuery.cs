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

    /// <param name="form">The body.</param>
    /// <param name="cursor">The cursor in the query.</param>
    /// <param name="offset">The zone of the dates.</param>
    public static ListQuery Read(Form form, string? cursor, TimeSpan offset)
    {
        var (id, older) = ReadCursor(form, cursor);
        return new ListQuery(Time(form, "date_from", offset), Time(form, "date_to", offset), id, older);
    }

    /// <summary>
    /// The page, from payouts in order of creation whose ids are their indices plus one. Hidden ones are passed over.
    /// </summary>
    /// <param name="all">The payouts.</param>
    /// <param name="latest">The latest creation time that is listed yet; <see langword="null"/>: all are.</param>
    public ListPage Find(List<PayoutEntry> all, DateTimeOffset? latest)
    {
        // [first, end) are the indices within the dates, found by binary search.
        var first = From is { } from ? FirstAtOrAfter(all, from) : 0;
        var end = To is { } to ? FirstAtOrAfter(all, to.AddTicks(TimeSpan.TicksPerSecond)) : all.Count;
        end = latest is { } listed ? Math.Min(end, FirstAtOrAfter(all, listed.AddTicks(1))) : end;
        List<PayoutEntry> items = (Id, Older) switch
        {
            (0, _) => Back(all, first, end),
            (_, true) => Back(all, first, (int)Math.Min(end, Id - 1)),
            _ => Forth(all, (int)Math.Min(end, Math.Max(first, Id)), end),
        };
        var (newest, oldest) = (items.FirstOrDefault(), items.LastOrDefault());
        return new ListPage(
            items,
            oldest is not null && Any(all, first, (int)oldest.Payout.Id - 1) ? oldest.Payout.Id : null,
            newest is not null && Any(all, (int)newest.Payout.Id, end) ? newest.Payout.Id : null);
    }

    private static bool IsListed(PayoutEntry entry) => entry.Payout.Hidden is HiddenFrom.None or HiddenFrom.Info;

    /// <summary>The last of [first, end), newest first.</summary>
    private static List<PayoutEntry> Back(List<PayoutEntry> all, int first, int end)
    {
        List<PayoutEntry> items = [];
        for (var i = end - 1; i >= first && items.Count < PageSize; i--)
        {
            if (IsListed(all[i]))
            {
                items.Add(all[i]);
            }
        }

        return items;
    }

    /// <summary>The first of [first, end), newest first.</summary>
    private static List<PayoutEntry> Forth(List<PayoutEntry> all, int first, int end)
    {
        List<PayoutEntry> items = [];
        for (var i = first; i < end && items.Count < PageSize; i++)
        {
            if (IsListed(all[i]))
            {
                items.Insert(0, all[i]);
            }
        }

        return items;
    }

    private static bool Any(List<PayoutEntry> all, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (IsListed(all[i]))
            {
                return true;
            }
        }

        return false;
    }

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

    private static DateTimeOffset? Time(Form form, string field, TimeSpan offset)
    {
        if (form.Optional(field) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, offset);
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
internal sealed record ListPage(IReadOnlyList<PayoutEntry> Items, long? Next, long? Previous)
{
    public void WritePaginate(Utf8JsonWriter json)
    {
        json.WriteStartObject("paginate");
        json.WriteNumber("count", Items.Count);
        json.WriteBoolean("hasPages", (Next ?? Previous) is not null);
        json.WriteString("nextCursor", Cursor(Next, true));
        json.WriteString("previousCursor", Cursor(Previous, false));
        json.WriteNumber("perPage", ListQuery.PageSize);
        json.WriteEndObject();
    }

    private static string? Cursor(long? id, bool older) => id is null ? null : Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{id},\"_pointsToNextItems\":{(older ? "true" : "false")}}}")));
}
