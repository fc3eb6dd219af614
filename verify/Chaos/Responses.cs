using System.Globalization;

namespace Payouts.Chaos;

/// <summary>What clients were answered, and what they may be (docs/http-api.md, "Routes"; docs/http-api.md, "Errors").</summary>
internal static class Responses
{
    // A call that was under way when its gateway died ends a moment before the death is noticed, or fails as it comes back.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>By call, then by status.</summary>
    public static IReadOnlyDictionary<string, SortedDictionary<string, int>> Count(IReadOnlyCollection<Call> calls) => calls
        .GroupBy(call => call.Kind)
        .OrderBy(group => group.Key)
        .ToDictionary(
            group => $"{group.Key}".ToLowerInvariant(),
            group => new SortedDictionary<string, int>(group.CountBy(Status).ToDictionary(), StringComparer.Ordinal));

    /// <summary>Answers that are not allowed, and calls without one though their gateway was up.</summary>
    public static IEnumerable<string> Wrong(IEnumerable<Call> calls, IReadOnlyList<Member> gateways) => calls
        .Where(call => !IsAllowed(call, gateways))
        .Select(call => $"{call.Kind} {call.Key} through gateway {call.Gateway} at {call.Began}, {call.Took}: {Status(call)} {call.Problem}");

    private static bool IsAllowed(Call call, IReadOnlyList<Member> gateways) => call switch
    {
        { Status: 503 } => call.Problem == "unavailable",
        { Status: 0 } => gateways[call.Gateway].Outages.Any(outage => call.Began <= outage.To + Slack && call.Ended >= outage.From - Slack),
        { Kind: CallKind.Create } => call.ShowsPayout || call is { Status: 422, Problem: "limit-exceeded" },
        { IsDecision: true } => call is { Status: 200 } or { Status: 409, Problem: "not-awaiting-approval" } or { Status: 412, Problem: "version-mismatch" },
        { Kind: CallKind.Cancel } => call.Status is 200 or 409,
        _ => call.Status == 200,
    };

    private static string Status(Call call) => call.Status == 0 ? "none" : call.Status.ToString(CultureInfo.InvariantCulture);
}
