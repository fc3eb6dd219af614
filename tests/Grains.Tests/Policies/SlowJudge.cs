using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>The contract of a policy written a second time, slowly and plainly, from the documents as people write them.</summary>
internal static class SlowJudge
{
    private static readonly KnownAddress Unknown = new(AddressCondition.New);

    /// <summary>The decision (null: the book has to be asked) and the rule.</summary>
    public static (PolicyAction? Decision, string? Rule) Of(Policy policy, PayoutFacts payout, KnownAddress? address)
    {
        foreach (var rule in policy.Rules)
        {
            var (asksWhen, asksUnless) = (rule.When?.Address.Length > 0, rule.Unless?.Address.Length > 0);
            var isRestSo = IsSo(Without(rule.When), payout, Unknown);
            var isRestExcepted = rule.Unless is not null && IsSo(Without(rule.Unless), payout, Unknown);

            // The book can make a difference only where nothing else has decided.
            if (address is null && isRestSo && !(isRestExcepted && !asksUnless) && (asksWhen || (isRestExcepted && asksUnless)))
            {
                return (null, rule.Name);
            }

            if (Matches(rule.When, rule.Unless, payout, address ?? Unknown))
            {
                return (rule.Then, rule.Name);
            }
        }

        return (policy.Default, null);
    }

    /// <summary>The names of the limits that match.</summary>
    public static IEnumerable<string> Limits(Policy policy, PayoutFacts payout) =>
        policy.Limits.Where(limit => Matches(limit.When, limit.Unless, payout, Unknown)).Select(limit => limit.Name);

    private static RuleCondition Without(RuleCondition? condition) => (condition ?? new()) with { Address = [] };

    private static bool Matches(RuleCondition? when, RuleCondition? unless, PayoutFacts payout, KnownAddress address) =>
        (when is null || IsSo(when, payout, address)) && !(unless is not null && IsSo(unless, payout, address));

    private static bool IsSo(RuleCondition condition, PayoutFacts payout, KnownAddress address)
    {
        var all = true;
        all &= condition.Client.Length == 0 || condition.Client.Any(client => client == payout.ClientId);
        all &= condition.Asset.Length == 0 || condition.Asset.Any(asset => asset == payout.Asset);
        all &= condition.Network.Length == 0 || condition.Network.Any(network => network == payout.Network);
        all &= condition.Origin.Length == 0 || condition.Origin.Any(origin => origin == payout.Origin);
        all &= condition.Initiator.Length == 0 || condition.Initiator.Any(person => string.Equals(person.Trim(), payout.Person?.Trim(), StringComparison.OrdinalIgnoreCase));
        all &= condition.Key.Length == 0 || condition.Key.Any(key => key == payout.Key || key == payout.KeyId);
        all &= condition.Batch == null || condition.Batch == payout.IsBatch;
        all &= condition.Amount?.From == null || payout.Amount >= condition.Amount.From;
        all &= condition.Amount?.Below == null || payout.Amount < condition.Amount.Below;
        all &= condition.Hours == null || IsWithin(condition.Hours, payout.At);
        all &= condition.Address.Length == 0 || condition.Address.Any(word => word == AddressCondition.Similar ? address.IsSimilar : word == address.Standing);
        return all;
    }

    /// <summary>Some minute from which the hours last until after the time.</summary>
    private static bool IsWithin(HoursRange hours, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(hours.Zone)).DateTime;
        foreach (var day in new[] { local.Date.AddDays(-1), local.Date })
        {
            var begins = day + hours.From.ToTimeSpan();
            var ends = (hours.To > hours.From ? day : day.AddDays(1)) + hours.To.ToTimeSpan();
            var word = day.DayOfWeek.ToString()[..3];
            if (begins <= local && local < ends && (hours.Days.Length == 0 || hours.Days.Any(one => one.ToString() == word)))
            {
                return true;
            }
        }

        return false;
    }
}
