namespace Payouts.Chaos;

/// <summary>How measured values lie.</summary>
/// <param name="P50">Half of them are not above it.</param>
/// <param name="P99">99 of 100 are not above it.</param>
/// <param name="Max">The largest.</param>
public sealed record Spread(double P50, double P99, double Max)
{
    /// <summary>Zeros for no values at all.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().Select(value => Math.Round(value, 1)).DefaultIfEmpty().ToList();
        return new Spread(At(0.50), At(0.99), sorted[^1]);

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}

/// <summary>How long clients felt a fault.</summary>
internal static class Recovery
{
    // A create that takes longer met something that was down.
    private static readonly TimeSpan Swift = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Seconds from each fault to the end of the last create that was slow or failed because of it: bad calls that follow one another with less than three good
    /// seconds between them count as one fault's, so that overlapping faults make it longer, never shorter.
    /// </summary>
    public static IEnumerable<double> Seconds(IEnumerable<StruckFault> faults, IEnumerable<Call> calls)
    {
        var bad = calls.Where(call => call.Kind == CallKind.Create && (call.Took > Swift || !call.ShowsPayout)).OrderBy(call => call.Began).ToList();
        foreach (var fault in faults)
        {
            var recovered = fault.At;
            foreach (var call in bad.Where(call => call.Ended >= fault.At).TakeWhile(call => call.Began <= recovered + Quiet))
            {
                recovered = call.Ended > recovered ? call.Ended : recovered;
            }

            yield return (recovered - fault.At).TotalSeconds;
        }
    }
}
