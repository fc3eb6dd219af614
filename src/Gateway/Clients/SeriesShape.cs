using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Clients;

/// <summary>A series with what was asked for.</summary>
/// <param name="Query">Which part.</param>
/// <param name="ClientId">Whose; <see langword="null"/> for all clients together.</param>
/// <param name="Points">Oldest first.</param>
internal sealed record Series(SeriesQuery Query, string? ClientId, ImmutableArray<SeriesPoint> Points);

/// <summary>A series as the contract shows it (docs/http-api.md, "Series").</summary>
internal static class SeriesShape
{
    /// <summary>The steps of a request.</summary>
    public static readonly NamedSchema Steps = WordSchemas.Sent<SeriesStep>("The length of a slice.");

    private static readonly Shape<SeriesPoint> Point = new Shape<SeriesPoint>(nameof(SeriesPoint), "The payouts of one asset that entered one status, for one reason, in one slice of time.")
        .Time("start", Time("When the slice begins."), point => point.Start)
        .Text("asset", Text("The coin's code."), point => point.Asset)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, point => point.Status, "The status they entered; pending when they were created.")
        .Word<PayoutReason>("reason", PayoutWords.ReasonWord, point => point.Reason, "The reason they then had; null when there was none.")
        .Count("count", Count("How many.", minimum: 1), point => point.Count)
        .Text("amount", Amount("Their sum in units of the asset."), point => point.Amount.ToString());

    public static readonly Shape<Series> Series = new Shape<Series>(nameof(Series), "How many payouts entered each status, slice by slice.")
        .Time("from", Time("Where it begins."), series => series.Query.From)
        .Time("to", Time("Where it ends; not part of it."), series => series.Query.To)
        .Word<SeriesStep>("by", WordSchemas.Answered<SeriesStep>("The length of a slice."), series => series.Query.By)
        .Text("client_id", Text("The client; null for all clients together.").OrNull(), series => series.ClientId)
        .List("points", "Oldest first, then by asset, status and reason; none with a count of zero.", Point, series => series.Points);
}
