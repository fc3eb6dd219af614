using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>What the conditions of rules and limits may be, and which of them include others.</summary>
internal static class ConditionRules
{
    private static readonly RuleCondition Everything = new();

    /// <summary>Adds what is wrong with a rule's two conditions.</summary>
    /// <param name="faults">Where to.</param>
    /// <param name="path">The rule's.</param>
    /// <param name="when">Its first.</param>
    /// <param name="unless">Its second.</param>
    public static void AddFaults(List<PolicyRemark> faults, string path, RuleCondition? when, RuleCondition? unless)
    {
        AddFaults(faults, $"{path}/when", when, when?.Asset ?? []);
        AddFaults(faults, $"{path}/unless", unless, unless is { Asset: [] } ? when?.Asset ?? [] : unless?.Asset ?? []);
        if (unless is not null && Covers(unless, null))
        {
            faults.Add(new($"{path}/unless", "must ask for something: as it is, the rule is about no payout."));
        }
    }

    /// <summary>Adds that a limit asks for the address.</summary>
    public static void AddNoAddress(List<PolicyRemark> faults, string path, RuleCondition? condition)
    {
        if (condition is { Address: not [] })
        {
            faults.Add(new($"{path}/address", "is only for rules: what an address is to the book changes while a payout counts."));
        }
    }

    /// <summary>
    /// Whether every payout that the second is about is one that the first is about too, as far as the conditions tell
    /// without a clock; <see langword="null"/> is about all payouts.
    /// </summary>
    public static bool Covers(RuleCondition? first, RuleCondition? second)
    {
        var (wide, narrow) = (first ?? Everything, second ?? Everything);
        return Includes(wide.Client, narrow.Client, StringComparer.Ordinal)
            && Includes(wide.Asset, narrow.Asset, StringComparer.Ordinal)
            && Includes(wide.Network, narrow.Network, StringComparer.Ordinal)
            && Includes(wide.Origin, narrow.Origin)
            && (wide.Initiator is [] || narrow.Initiator is not [] && narrow.Initiator.All(person => wide.Initiator.Any(other => Persons.AreSame(person, other))))
            && Includes(wide.Key, narrow.Key, StringComparer.Ordinal)
            && (wide.Batch is null || wide.Batch == narrow.Batch)
            && Includes(wide.Amount, narrow.Amount)
            && (wide.Hours is null || narrow.Hours is not null && AreSame(wide.Hours, narrow.Hours))
            && Includes(wide.Address, narrow.Address);
    }

    private static void AddFaults(List<PolicyRemark> faults, string path, RuleCondition? condition, ImmutableArray<string> assets)
    {
        if (condition?.Amount is { } amount)
        {
            if (assets.Length != 1)
            {
                faults.Add(new($"{path}/amount", "needs exactly one \"asset\" beside it: amounts of two coins do not compare."));
            }

            if (amount is { From: null, Below: null } || amount.From >= amount.Below)
            {
                faults.Add(new($"{path}/amount", "must have \"from\", or \"below\", or a \"from\" that is less than \"below\"."));
            }
        }

        if (condition?.Hours is { } hours && CompiledHours.Find(hours.Zone) is null)
        {
            faults.Add(new($"{path}/hours/zone", "must be an IANA time zone, such as Europe/Vienna."));
        }
    }

    private static bool Includes<T>(ImmutableArray<T> wide, ImmutableArray<T> narrow, IEqualityComparer<T>? comparer = null) =>
        wide.IsEmpty || !narrow.IsEmpty && narrow.All(item => wide.Contains(item, comparer));

    private static bool Includes(AmountRange? wide, AmountRange? narrow) => wide is null || narrow is not null
        && (wide.From is not { } from || narrow.From >= from)
        && (wide.Below is not { } below || narrow.Below <= below);

    private static bool AreSame(HoursRange one, HoursRange other) =>
        (one.Zone, one.From, one.To) == (other.Zone, other.From, other.To) && one.Days.ToHashSet().SetEquals(other.Days);
}
