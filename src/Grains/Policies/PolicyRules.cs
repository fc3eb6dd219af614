using System.Collections.Immutable;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>What a policy may be (docs/http-api.md, "Policy").</summary>
internal static class PolicyRules
{
    /// <summary>The most rules.</summary>
    public const int MostRules = 200;

    /// <summary>The most limits: each that a payout falls under costs a call.</summary>
    public const int MostLimits = 50;

    /// <summary>The most groups of approvals, and the most persons in all of them together.</summary>
    public const int MostApprovals = 5;

    /// <summary>How long a payout waits for approvals if its rule does not say.</summary>
    public static readonly TimeSpan UsualExpiry = TimeSpan.FromHours(72);

    private const int MostOfAName = 40;
    private const int MostOfARole = 40;
    private static readonly TimeSpan LeastExpiry = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostExpiry = TimeSpan.FromDays(30);
    private static readonly ImmutableArray<TimeSpan> Windows = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>Everything that is wrong with a policy; empty if nothing is.</summary>
    public static ImmutableArray<PolicyRemark> Faults(Policy policy)
    {
        var faults = new List<PolicyRemark>();
        if (policy.Default == PolicyAction.Approve)
        {
            faults.Add(new("/default", "must be allow, hold or refuse: who has to approve is said by a rule. A last rule without \"when\" is about every payout."));
        }

        if (policy.Rules.Length > MostRules)
        {
            faults.Add(new("/rules", $"must have at most {MostRules} rules; it has {policy.Rules.Length}."));
        }

        if (policy.Limits.Length > MostLimits)
        {
            faults.Add(new("/limits", $"must have at most {MostLimits} limits; it has {policy.Limits.Length}."));
        }

        AddNames(faults, "/rules", [.. policy.Rules.Select(rule => rule.Name)]);
        AddNames(faults, "/limits", [.. policy.Limits.Select(limit => limit.Name)]);
        foreach (var (place, rule) in policy.Rules.Index())
        {
            AddRule(faults, $"/rules/{place}", rule);
        }

        foreach (var (place, limit) in policy.Limits.Index())
        {
            AddLimit(faults, $"/limits/{place}", limit);
        }

        if (policy.AddressBook.CoolingOff < TimeSpan.Zero || policy.AddressBook.CoolingOff > IAddressBookGrain.MostCoolingOff)
        {
            faults.Add(new("/address_book/cooling_off", "must be 0 to 7 days."));
        }

        return [.. faults];
    }

    private static void AddNames(List<PolicyRemark> faults, string path, ImmutableArray<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, name) in names.Index())
        {
            if (name.Length is 0 or > MostOfAName || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            {
                faults.Add(new($"{path}/{place}/name", $"must be 1 to {MostOfAName} of a-z 0-9 -."));
            }
            else if (!seen.Add(name))
            {
                faults.Add(new($"{path}/{place}/name", "is there twice."));
            }
        }
    }

    private static void AddRule(List<PolicyRemark> faults, string path, PolicyRule rule)
    {
        ConditionRules.AddFaults(faults, path, rule.When, rule.Unless);
        AddNeeded(faults, path, rule.Needed, rule.Then == PolicyAction.Approve, "\"then\" is approve");
        if (rule.ExpiresAfter is not { } expiry)
        {
            return;
        }

        if (rule.Then != PolicyAction.Approve)
        {
            faults.Add(new($"{path}/expires_after", "is only for rules whose \"then\" is approve."));
        }
        else if (expiry < LeastExpiry || expiry > MostExpiry)
        {
            faults.Add(new($"{path}/expires_after", "must be 1 hour to 30 days."));
        }
    }

    private static void AddLimit(List<PolicyRemark> faults, string path, LimitRule limit)
    {
        ConditionRules.AddFaults(faults, path, limit.When, limit.Unless);
        ConditionRules.AddNoAddress(faults, $"{path}/when", limit.When);
        ConditionRules.AddNoAddress(faults, $"{path}/unless", limit.Unless);
        AddNeeded(faults, path, limit.Needed, limit.OnExcess == LimitExcess.Approve, "\"on_excess\" is approve");
        if (!limit.Per.SequenceEqual(limit.Per.Distinct().Order()))
        {
            faults.Add(new($"{path}/per", "must have each once, in the order client, asset, network, key."));
        }

        if (!Windows.Contains(limit.Window))
        {
            faults.Add(new($"{path}/window", "must be 01:00:00, 1.00:00:00, 7.00:00:00 or 30.00:00:00."));
        }

        if (limit is { MaxAmount: null, MaxCount: null })
        {
            faults.Add(new(path, "must have \"max_amount\" or \"max_count\"."));
        }

        if (limit.MaxCount < 1)
        {
            faults.Add(new($"{path}/max_count", "must be at least 1."));
        }

        if (limit.MaxAmount is not null && limit.When?.Asset.Length != 1 && !limit.Per.Contains(LimitPer.Asset))
        {
            faults.Add(new($"{path}/max_amount", "needs one asset, in \"when\" or in \"per\": amounts of two coins have no sum."));
        }
    }

    private static void AddNeeded(List<PolicyRemark> faults, string path, ImmutableArray<NeededApproval> needed, bool isWanted, string where)
    {
        if (isWanted != !needed.IsEmpty)
        {
            faults.Add(new($"{path}/needed", isWanted ? $"is required where {where}." : $"is only for where {where}."));
            return;
        }

        foreach (var (place, group) in needed.Index())
        {
            if (group.Role is { } role && (role.Length is 0 or > MostOfARole || !role.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
            {
                faults.Add(new($"{path}/needed/{place}/role", $"must be 1 to {MostOfARole} letters, digits, - and _."));
            }

            if (group.Count is < 1 or > MostApprovals)
            {
                faults.Add(new($"{path}/needed/{place}/count", $"must be 1 to {MostApprovals}."));
            }
        }

        if (needed.Length > MostApprovals || needed.Sum(group => (long)group.Count) > MostApprovals)
        {
            faults.Add(new($"{path}/needed", $"must be at most {MostApprovals} groups of {MostApprovals} persons in all."));
        }

        if (needed.DistinctBy(group => group.Role, StringComparer.OrdinalIgnoreCase).Count() != needed.Length)
        {
            faults.Add(new($"{path}/needed", "must name each role once."));
        }
    }
}
