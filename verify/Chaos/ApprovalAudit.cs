using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Whether what needed persons had them.</summary>
internal static class ApprovalAudit
{
    /// <summary>
    /// Payouts that were shown with another need than the policy's, and payouts at Heleket without as many different persons' approvals as they need, acknowledged
    /// or without an answer, and shown.
    /// </summary>
    public static IEnumerable<string> Wrong(ControlPlan plan, IReadOnlyDictionary<string, Order> accepted, IReadOnlyList<LedgerPayout> ledger, IReadOnlyCollection<Call> calls)
    {
        var sent = ledger.Select(entry => entry.OrderId).ToHashSet();
        var perKey = calls.ToLookup(call => call.Key);
        foreach (var (id, order) in accepted)
        {
            var (needed, own) = (plan.Needed(order), perKey[order.Key].ToList());
            if (own.FirstOrDefault(call => call.ShowsPayout && call.Needed != needed) is { } other)
            {
                yield return $"{order.Key} ({id}): shown as one that needs {other.Needed} persons, and it needs {needed}";
            }

            if (sent.Contains(id) && (Asked(own) < needed || Shown(own) < needed))
            {
                yield return $"{order.Key} ({id}): at Heleket, needs {needed} persons; {Asked(own)} can have approved it, {Shown(own)} were shown";
            }
        }
    }

    private static int Asked(IEnumerable<Call> calls) =>
        calls.Where(call => call.Kind == CallKind.Approve && (call.Status == 200 || !call.IsAnswered)).Select(call => call.Person).Distinct().Count();

    private static int Shown(IEnumerable<Call> calls) => calls.Select(call => Decisions.Approvals(call.Decisions)).DefaultIfEmpty().Max();
}
