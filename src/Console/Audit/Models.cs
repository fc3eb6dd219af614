using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Audit;

/// <summary>A page of the control log.</summary>
/// <param name="Chosen">Which entries.</param>
/// <param name="Page">They.</param>
public sealed record AuditModel(AuditChoice Chosen, AuditEntryPage Page);

/// <summary>Which entries are looked at; what is empty does not matter.</summary>
/// <param name="Actor">A person or a key.</param>
/// <param name="Action">An action, or its first part.</param>
/// <param name="Target">A target.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day, in UTC.</param>
/// <param name="Cursor">Where the page begins.</param>
public sealed record AuditChoice(string? Actor, string? Action, string? Target, DateOnly? From, DateOnly? To, string? Cursor)
{
    /// <summary>Whether anything is chosen.</summary>
    public bool IsAny => (Actor, Action, Target, From, To) is not (null, null, null, null, null);

    /// <summary>Reads the address.</summary>
    public static AuditChoice Read(IQueryCollection query) =>
        new(Text(query["actor"]), Text(query["action"]), Text(query["target"]), Day(query["from"]), Day(query["to"]), Text(query["cursor"]));

    /// <summary>What the API is asked for.</summary>
    public AuditFilter ToApi() => new() { Actor = Actor, Action = Action, Target = Target, From = Start(From), To = Start(To?.AddDays(1)) };

    /// <summary>The address of this choice.</summary>
    /// <param name="cursor">Where the page begins; <see langword="null"/>: at the newest.</param>
    public string Path(string? cursor)
    {
        var pairs = new (string Name, string? Value)[] { ("actor", Actor), ("action", Action), ("target", Target), ("from", DayText(From)), ("to", DayText(To)), ("cursor", cursor) };
        var query = string.Join('&', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return query.Length == 0 ? "/console/audit" : $"/console/audit?{query}";
    }

    /// <summary>A day as the form has it.</summary>
    public static string? DayText(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;

    private static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}

/// <summary>A verification, as far as it has come.</summary>
/// <param name="Checked">How much was looked at.</param>
/// <param name="Unverifiable">How much cannot be judged.</param>
/// <param name="Keyed">Whether hiding would need a key; <see langword="null"/> before anything was looked at.</param>
/// <param name="Faults">What was found in this part.</param>
/// <param name="Found">How much was found in all parts so far.</param>
/// <param name="Next">Where to go on.</param>
public sealed record VerifyModel(long Checked, long Unverifiable, bool? Keyed, IReadOnlyList<AuditFault> Faults, long Found, string? Next)
{
    /// <summary>Nothing was looked at yet.</summary>
    public static readonly VerifyModel Nothing = new(0, 0, null, [], 0, null);

    /// <summary>Reads where a form goes on.</summary>
    public static VerifyModel Read(IFormCollection form) => form["cursor"].ToString() is { Length: > 0 } cursor
        ? new(Number(form["checked"]), Number(form["unverifiable"]), null, [], Number(form["found"]), cursor)
        : Nothing;

    /// <summary>With one more part.</summary>
    public VerifyModel With(AuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(Checked + report.Checked, Unverifiable + report.Unverifiable, report.Keyed, [.. Faults, .. report.Faults], Found + report.Faults.Count, report.NextCursor);
    }

    private static long Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>A day's export that is offered.</summary>
/// <param name="Day">The day in the form.</param>
/// <param name="Fault">What was wrong with the one that was typed.</param>
public sealed record ExportModel(string Day, string? Fault);
