namespace Payouts.Console.Words;

/// <summary>Two addresses that the eye takes for one.</summary>
/// <param name="Known">The one that is known.</param>
/// <param name="Typed">The one that somebody typed.</param>
public sealed record LookAlike(string Known, string Typed)
{
    private const int Ends = 4;

    /// <summary>The same first and last four characters, and something else between them; capitals are not told apart.</summary>
    public static bool IsOne(string known, string typed) =>
        known.Length > 2 * Ends && typed.Length > 2 * Ends && !Receivers.IsSame(known, typed)
        && Receivers.IsSame(known[..Ends], typed[..Ends]) && Receivers.IsSame(known[^Ends..], typed[^Ends..]);

    /// <summary>An address in runs that are equal to the other one's at the same place, and runs that are not.</summary>
    /// <param name="address">The one to show.</param>
    /// <param name="other">The one beside it.</param>
    public static IReadOnlyList<(string Text, bool Differs)> Runs(string address, string other)
    {
        var runs = new List<(string, bool)>();
        for (var at = 0; at < address.Length;)
        {
            var (start, differs) = (at, Differs(at));
            while (at < address.Length && Differs(at) == differs)
            {
                at++;
            }

            runs.Add((address[start..at], differs));
        }

        return runs;

        bool Differs(int at) => at >= other.Length || address[at] != other[at];
    }
}
