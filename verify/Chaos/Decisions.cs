namespace Payouts.Chaos;

/// <summary>
/// What persons have decided of a payout, oldest first, as text: <c>+p1@1 -p2@2</c> says that p1 approved version 1 and
/// p2 rejected version 2. Empty: it waits, and nobody has decided.
/// </summary>
internal static class Decisions
{
    private const char Separator = ' ';
    private const char Approved = '+';
    private const char Rejected = '-';

    public static string Of(IEnumerable<(bool IsApproval, string Person, long Version)> decisions) =>
        string.Join(Separator, decisions.Select(decision => $"{(decision.IsApproval ? Approved : Rejected)}{decision.Person}@{decision.Version}"));

    /// <summary>With that of an approval or a rejection of the version that it names.</summary>
    public static string With(string? decisions, Call call) =>
        $"{(string.IsNullOrEmpty(decisions) ? "" : $"{decisions}{Separator}")}{Sign(call)}{call.Person}@{call.Match}";

    /// <summary>Whether this person has decided so already: then a repeat is answered with 200, whatever became of the payout.</summary>
    public static bool Has(string? decisions, Call call) => Each(decisions).Any(decision => decision.StartsWith($"{Sign(call)}{call.Person}@", StringComparison.Ordinal));

    /// <summary>How many have approved. Nobody counts twice.</summary>
    public static int Approvals(string? decisions) =>
        Each(decisions).Where(decision => decision[0] == Approved).Select(decision => decision[1..decision.IndexOf('@')]).Distinct().Count();

    private static char Sign(Call call) => call.Kind == CallKind.Approve ? Approved : Rejected;

    private static string[] Each(string? decisions) => decisions?.Split(Separator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
