using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Gateway.Clients;

/// <summary>The result of reading the parameters of a series.</summary>
/// <param name="Query">Which part; <see langword="null"/> exactly when there are errors.</param>
/// <param name="ClientId">Whose; <see langword="null"/> if none is named.</param>
/// <param name="Errors">Every error.</param>
internal sealed record SeriesReading(SeriesQuery? Query, string? ClientId, ImmutableArray<FieldError> Errors);

/// <summary>Reads the query string of <c>GET /stats/series</c> (docs/http-api.md, "Series").</summary>
internal static class SeriesReader
{
    /// <summary>In days, of a series by hour.</summary>
    public const int MaxDaysByHour = 31;

    /// <summary>In days, of a series by day.</summary>
    public const int MaxDaysByDay = 366;

    /// <summary>In the order of the contract. Any other parameter is rejected.</summary>
    public static readonly ImmutableArray<string> Parameters = ["from", "to", "by", "client_id", "asset"];

    public static SeriesReading Read(IQueryCollection query)
    {
        var reader = new QueryFields(query);
        reader.RefuseOthers(Parameters);
        var by = reader.Required<SeriesStep>("by", ReadStep);
        var step = by ?? SeriesStep.Hour;
        var from = reader.Required("from", (string text, out DateTimeOffset time) => QueryFields.ReadTime(text, out time) ?? Whole(step, time));
        var to = reader.Required("to", (string text, out DateTimeOffset time) => QueryFields.ReadTime(text, out time) ?? Whole(step, time) ?? Later(step, from, time));
        var clientId = reader.Text("client_id", TextRules.ClientId);
        var asset = reader.Text("asset", TextRules.Code)?.ToUpperInvariant();
        return from is { } first && to is { } last && reader.Errors.IsEmpty
            ? new(new SeriesQuery(first, last, step, asset), clientId, [])
            : new(null, clientId, reader.Errors);
    }

    private static string? ReadStep(string text, out SeriesStep step) =>
        EnumNames<SeriesStep>.TryParse(text, out step) ? null : $"must be one of {string.Join(", ", EnumNames<SeriesStep>.All)}.";

    private static string? Whole(SeriesStep step, DateTimeOffset time) => step.StartOf(time) == time
        ? null
        : $"must be a whole {EnumNames.Of(step)} of UTC, such as {Times.Format(step.StartOf(time))}.";

    private static string? Later(SeriesStep step, DateTimeOffset? from, DateTimeOffset to)
    {
        var most = step == SeriesStep.Day ? MaxDaysByDay : MaxDaysByHour;
        return to <= from ? "must be later than from."
            : to - from > TimeSpan.FromDays(most) ? $"must be at most {most} days after from, by {EnumNames.Of(step)}."
            : null;
    }
}
