using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Policies;

/// <summary>What a policy decides of a payout.</summary>
/// <param name="Decision">
/// <see langword="null"/>: it depends on the address, so the client's address book has to be asked first.
/// </param>
/// <param name="Rule">The name of the rule that decides, or depends on the address; <see langword="null"/>: none matches.</param>
/// <param name="Plan">Who has to approve it, for <see cref="PolicyAction.Approve"/>.</param>
/// <param name="Limits">The limits that it falls under, in the policy's order.</param>
public readonly record struct Judgement(PolicyAction? Decision, string? Rule, ApprovalNeed? Plan, ImmutableArray<MatchedLimit> Limits)
{
    /// <summary>Whether the client's address book has to be asked.</summary>
    public bool NeedsAddress => Decision is null;
}

/// <summary>Judges payouts by a policy: a pure function, which for rules and limits that do not match allocates nothing.</summary>
public static class Judge
{
    private enum Outcome
    {
        Matched,
        Missed,
        Excepted,
        NeedsAddress,
    }

    /// <summary>Judges a payout: the first rule that matches decides, and all limits that match hold.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">What the payout is.</param>
    /// <param name="address">What the client's address book says; <see langword="null"/>: it was not asked.</param>
    public static Judgement Of(CompiledPolicy policy, in PayoutFacts facts, KnownAddress? address)
    {
        var codes = policy.CodesOf(facts);
        var limits = Limits(policy, codes, facts);
        foreach (var rule in policy.Rules)
        {
            switch (Match(rule.Scope, codes, facts, address).Outcome)
            {
                case Outcome.Matched:
                    return new(rule.Then, rule.Name, rule.Plan, limits);
                case Outcome.NeedsAddress:
                    return new(null, rule.Name, null, limits);
            }
        }

        return new(policy.Source.Default, null, null, limits);
    }

    /// <summary>The limits that a payout falls under, in the policy's order.</summary>
    /// <inheritdoc cref="Of"/>
    public static ImmutableArray<MatchedLimit> Limits(CompiledPolicy policy, in PayoutFacts facts) => Limits(policy, policy.CodesOf(facts), facts);

    /// <summary>What each rule says of a payout, from the top, up to the one that decides.</summary>
    /// <inheritdoc cref="Of"/>
    public static ImmutableArray<RuleTrace> Trace(CompiledPolicy policy, in PayoutFacts facts, KnownAddress? address)
    {
        var codes = policy.CodesOf(facts);
        var trace = ImmutableArray.CreateBuilder<RuleTrace>();
        foreach (var rule in policy.Rules)
        {
            var (outcome, missed) = Match(rule.Scope, codes, facts, address);
            trace.Add(new(rule.Name, outcome == Outcome.NeedsAddress ? null : outcome == Outcome.Matched, outcome switch
            {
                Outcome.Missed => Why(missed, facts, address),
                Outcome.Excepted => "\"unless\" is so.",
                Outcome.NeedsAddress => "It depends on the client's address book, which was not asked.",
                _ => rule.Scope.When is null ? "It is about every payout." : "Everything in \"when\" is so.",
            }));
            if (outcome is Outcome.Matched or Outcome.NeedsAddress)
            {
                break;
            }
        }

        return trace.ToImmutable();
    }

    /// <summary>How a payout would be judged, for people: the address book comes before the rules, as when it is made.</summary>
    /// <inheritdoc cref="Of"/>
    public static PolicyCheck Check(CompiledPolicy policy, in PayoutFacts facts, KnownAddress? address)
    {
        var judged = Of(policy, facts, address);
        var limits = judged.Limits.Select(limit => new CheckedLimit(limit.Rule, limit.Key)).ToImmutableArray();
        var isRequired = policy.Source.AddressBook.ModeOf(facts.ClientId) == AddressMode.Require;
        return isRequired && address is { Standing: not AddressCondition.Active }
            ? new(IsFound: true, PolicyAction.Refuse, null, [], [], policy.Version, limits, IsAddressRequired: true)
            : new(IsFound: true, judged.Decision, judged.Rule, Trace(policy, facts, address), judged.Plan?.Needed ?? [], policy.Version, limits, isRequired);
    }

    private static ImmutableArray<MatchedLimit> Limits(CompiledPolicy policy, in FactCodes codes, in PayoutFacts facts)
    {
        ImmutableArray<MatchedLimit>.Builder? matched = null;
        foreach (var limit in policy.Limits)
        {
            if (Match(limit.Scope, codes, facts, address: null).Outcome == Outcome.Matched)
            {
                (matched ??= ImmutableArray.CreateBuilder<MatchedLimit>()).Add(limit.Match(facts));
            }
        }

        return matched?.ToImmutable() ?? [];
    }

    /// <summary>The address comes last: it is asked for only where nothing else decides.</summary>
    private static (Outcome Outcome, ConditionMember Missed) Match(CompiledScope scope, in FactCodes codes, in PayoutFacts facts, KnownAddress? address)
    {
        if (scope.When?.Miss(codes, facts) is { } missed and not ConditionMember.None)
        {
            return (Outcome.Missed, missed);
        }

        var mayBeExcepted = scope.Unless is { } unless && unless.Miss(codes, facts) == ConditionMember.None;
        if (mayBeExcepted && !scope.Unless!.AsksForAddress)
        {
            return (Outcome.Excepted, ConditionMember.None);
        }

        var asks = scope.When is { AsksForAddress: true } || mayBeExcepted;
        return !asks ? (Outcome.Matched, ConditionMember.None)
            : address is null ? (Outcome.NeedsAddress, ConditionMember.None)
            : scope.When?.Takes(address) == false ? (Outcome.Missed, ConditionMember.Address)
            : mayBeExcepted && scope.Unless!.Takes(address) ? (Outcome.Excepted, ConditionMember.None)
            : (Outcome.Matched, ConditionMember.None);
    }

    private static string Why(ConditionMember missed, in PayoutFacts facts, KnownAddress? address) => missed switch
    {
        ConditionMember.Client => $"The client is {facts.ClientId}.",
        ConditionMember.Asset => $"The asset is {facts.Asset}.",
        ConditionMember.Network => $"The network is {facts.Network}.",
        ConditionMember.Origin => $"The origin is {EnumNames.Of(facts.Origin)}.",
        ConditionMember.Initiator => facts.Person is { } person ? $"The caller is {person}." : "The caller is no person.",
        ConditionMember.Key => (facts.Key ?? facts.KeyId) is { } key ? $"The key is {key}." : "There is no key.",
        ConditionMember.Batch => facts.IsBatch ? "It belongs to a batch." : "It belongs to no batch.",
        ConditionMember.Amount => $"The amount is {Money.Text(facts.Amount)} {facts.Asset}.",
        ConditionMember.Hours => "It is not within the hours.",
        ConditionMember.Address => $"The address is {EnumNames.Of(address!.Standing)}{(address.IsSimilar ? ", and similar to another" : "")}.",
        _ => throw new ArgumentOutOfRangeException(nameof(missed)),
    };
}
