using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>What is allowed in a policy, and hardly meant.</summary>
internal static class PolicyWarnings
{
    /// <summary>What a person should know before approving a policy.</summary>
    /// <param name="policy">One without faults.</param>
    /// <param name="before">The one in force.</param>
    /// <param name="approvers">How many persons are known who may approve payouts; <see langword="null"/>: nobody can count them.</param>
    public static ImmutableArray<PolicyRemark> Of(Policy policy, Policy before, int? approvers) =>
    [
        .. policy.Rules.Index().SelectMany(rule => OfRule(policy, rule.Index)),
        .. policy.Rules.Index().Select(rule => (Path: $"/rules/{rule.Index}/needed", rule.Item.Needed))
            .Concat(policy.Limits.Index().Select(limit => (Path: $"/limits/{limit.Index}/needed", limit.Item.Needed)))
            .Where(plan => plan.Needed.Sum(group => group.Count) > approvers)
            .Select(plan => new PolicyRemark(plan.Path, $"needs {plan.Needed.Sum(group => group.Count)} persons, and {approvers} are known who may approve.")),
        .. policy.Limits.Index().SelectMany(limit => OfLimit(policy, limit.Index, limit.Item)),
        .. OfBooks(policy.AddressBook, before.AddressBook),
    ];

    private static IEnumerable<PolicyRemark> OfRule(Policy policy, int place)
    {
        var rule = policy.Rules[place];
        if (rule.Unless is not null && ConditionRules.Covers(rule.Unless, rule.When))
        {
            yield return new($"/rules/{place}", "no payout can reach it: \"unless\" is so whenever \"when\" is.");
        }
        else if (policy.Rules.Take(place).FirstOrDefault(earlier => earlier.Unless is null && ConditionRules.Covers(earlier.When, rule.When)) is { } earlier)
        {
            yield return new($"/rules/{place}", $"no payout can reach it: the rule {earlier.Name} decides whatever it is about.");
        }
    }

    /// <summary>A payout that a rule lets through and that is more than the cap alone waits for ever, or is refused.</summary>
    private static IEnumerable<PolicyRemark> OfLimit(Policy policy, int place, LimitRule limit) =>
        limit.Unless is not null ? []
        : policy.Rules
            .Where(rule => rule.Then != PolicyAction.Refuse && rule.When is { Amount.From: { } least } && least > limit.MaxAmount && ConditionRules.Covers(limit.When, rule.When))
            .Select(rule => new PolicyRemark(
                $"/limits/{place}/max_amount", $"is less than the least amount of the rule {rule.Name}, {Money.Text(rule.When!.Amount!.From!.Value)}: what that rule is about never fits."));

    /// <summary>The books themselves are not asked.</summary>
    private static IEnumerable<PolicyRemark> OfBooks(AddressBookRule book, AddressBookRule before)
    {
        if (book.Default == AddressMode.Require && before.Default != AddressMode.Require)
        {
            yield return new("/address_book/default", "a client whose address book is empty can be paid nothing.");
        }

        foreach (var client in book.Clients.Where(client => client.Value == AddressMode.Require && before.ModeOf(client.Key) != AddressMode.Require))
        {
            yield return new($"/address_book/clients/{client.Key}", "if its address book is empty, it can be paid nothing.");
        }
    }
}
