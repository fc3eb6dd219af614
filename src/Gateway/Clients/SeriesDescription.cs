using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Clients;

/// <summary>The OpenAPI description of series.</summary>
internal static class SeriesDescription
{
    public static void Read(OperationDescription text) => text
        .Summary("Read how statistics came about", "How many payouts entered each status in each hour or day of UTC; exact. A key that is bound to a client sees that client's; another client is not found. Unknown parameters are rejected.")
        .Scope(Scopes.Read)
        .Query("from", "Where it begins: a whole hour or day of UTC.", Time(), isRequired: true)
        .Query("to", $"Where it ends, exclusive: at most {SeriesReader.MaxDaysByHour} days later by hour, {SeriesReader.MaxDaysByDay} by day.", Time(), isRequired: true)
        .Query("by", "The length of a slice.", SeriesShape.Steps.In(text.Document), isRequired: true)
        .Query("client_id", "Of this client; without it of all.", Text(pattern: TextRules.ClientIdPattern))
        .Query("asset", "Of this asset, in any case.", Text(pattern: TextRules.CodePattern))
        .Answer(200, "The points that are not empty.", SeriesShape.Series.Schema, SeriesShape.Series.Example(new(
            new(Examples.Start, Examples.Start.AddDays(1), SeriesStep.Hour),
            Examples.ClientId,
            [
                new(Examples.Start, "USDT", PayoutStatus.Pending, null, 3, 55.25m),
                new(Examples.Start.AddHours(1), "USDT", PayoutStatus.Confirmed, null, 2, 51m),
                new(Examples.Start.AddHours(1), "USDT", PayoutStatus.Failed, PayoutReason.ProviderFailed, 1, 4.25m),
            ])))
        .Invalid("/to", "must be later than from.")
        .Problems(ProblemRegistry.NotFound, ProblemRegistry.Unavailable);
}
