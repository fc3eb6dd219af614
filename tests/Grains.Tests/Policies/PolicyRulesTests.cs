using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>What a policy may be: each line breaks one rule of an otherwise good policy.</summary>
public sealed class PolicyRulesTests
{
    private static readonly PolicyRule Rule = Some.Refusing;
    private static readonly PolicyRule Approving = Some.Approving;
    private static readonly LimitRule Limit = Some.Daily;
    private static readonly RuleCondition Usdt = new() { Asset = ["USDT"] };

    private static readonly (string Case, Policy Policy, string[] Pointers)[] Table =
    [
        ("nothing", Policy.None, []),
        ("the contract's sample", Some.Sample, []),
        ("200 rules", Some.Of([.. Enumerable.Range(1, 200).Select(number => Rule with { Name = $"r-{number}" })]), []),
        ("201 rules", Some.Of([.. Enumerable.Range(1, 201).Select(number => Rule with { Name = $"r-{number}" })]), ["/rules"]),
        ("51 limits", Policy.None with { Limits = [.. Enumerable.Range(1, 51).Select(number => Limit with { Name = $"l-{number}" })] }, ["/limits"]),
        ("a default without a plan", Policy.None with { Default = PolicyAction.Approve }, ["/default"]),
        ("a default that holds", Policy.None with { Default = PolicyAction.Hold }, []),

        ("a name of 40", Some.Of(Rule with { Name = new('a', 40) }), []),
        ("a name of 41", Some.Of(Rule with { Name = new('a', 41) }), ["/rules/0/name"]),
        ("no name", Some.Of(Rule with { Name = "" }), ["/rules/0/name"]),
        ("a name in upper case", Some.Of(Rule with { Name = "Night" }), ["/rules/0/name"]),
        ("a name of other letters", Some.Of(Rule with { Name = "nächte" }), ["/rules/0/name"]),
        ("a name twice", Some.Of(Rule, Rule), ["/rules/1/name"]),
        ("a rule and a limit of one name", Some.Of(Rule) with { Limits = [Limit with { Name = Rule.Name }] }, []),
        ("a limit's name twice", Policy.None with { Limits = [Limit, Limit] }, ["/limits/1/name"]),

        ("an amount of one asset", Some.Of(Rule with { When = Usdt with { Amount = new(From: 1) } }), []),
        ("an amount of no asset", Some.Of(Rule with { When = new() { Amount = new(From: 1) } }), ["/rules/0/when/amount"]),
        ("an amount of two assets", Some.Of(Rule with { When = new() { Asset = ["USDT", "BTC"], Amount = new(From: 1) } }), ["/rules/0/when/amount"]),
        ("an exception's amount of the rule's asset", Some.Of(Rule with { When = Usdt, Unless = new() { Amount = new(Below: 1) } }), []),
        ("an exception's amount of two assets", Some.Of(Rule with { When = Usdt, Unless = new() { Asset = ["USDT", "BTC"], Amount = new(Below: 1) } }), ["/rules/0/unless/amount"]),
        ("an exception's amount of no asset", Some.Of(Rule with { Unless = new() { Amount = new(Below: 1) } }), ["/rules/0/unless/amount"]),
        ("an amount without bounds", Some.Of(Rule with { When = Usdt with { Amount = new() } }), ["/rules/0/when/amount"]),
        ("an amount from what it is below", Some.Of(Rule with { When = Usdt with { Amount = new(2, 2) } }), ["/rules/0/when/amount"]),
        ("a zone that there is not", Some.Of(Rule with { When = new() { Hours = new() { Zone = "Europe/Wien", From = new(22, 0), To = new(6, 0) } } }), ["/rules/0/when/hours/zone"]),
        ("a zone of another maker", Some.Of(Rule with { When = new() { Hours = new() { Zone = "W. Europe Standard Time", From = new(22, 0), To = new(6, 0) } } }), ["/rules/0/when/hours/zone"]),
        ("an exception of everything", Some.Of(Rule with { Unless = new() }), ["/rules/0/unless"]),

        ("nobody to approve", Some.Of(Approving with { Needed = [] }), ["/rules/0/needed"]),
        ("approvals of what is refused", Some.Of(Rule with { Needed = [new(null, 1)] }), ["/rules/0/needed"]),
        ("5 groups of 1", Some.Of(Approving with { Needed = Groups(5) }), []),
        ("6 groups of 1", Some.Of(Approving with { Needed = Groups(6) }), ["/rules/0/needed"]),
        ("5 in all", Some.Of(Approving with { Needed = [new("checker", 3), new(null, 2)] }), []),
        ("6 in all", Some.Of(Approving with { Needed = [new("checker", 3), new(null, 3)] }), ["/rules/0/needed"]),
        ("nobody in a group", Some.Of(Approving with { Needed = [new(null, 0)] }), ["/rules/0/needed/0/count"]),
        ("6 in a group", Some.Of(Approving with { Needed = [new(null, 6)] }), ["/rules/0/needed/0/count", "/rules/0/needed"]),
        ("more than a number holds", Some.Of(Approving with { Needed = [new("a", int.MaxValue), new("b", int.MaxValue)] }), ["/rules/0/needed/0/count", "/rules/0/needed/1/count", "/rules/0/needed"]),
        ("a role twice", Some.Of(Approving with { Needed = [new("checker", 1), new("Checker", 1)] }), ["/rules/0/needed"]),
        ("no role's name", Some.Of(Approving with { Needed = [new("a b", 1)] }), ["/rules/0/needed/0/role"]),
        ("a wait of an hour", Some.Of(Approving with { ExpiresAfter = TimeSpan.FromHours(1) }), []),
        ("a wait of less", Some.Of(Approving with { ExpiresAfter = TimeSpan.FromMinutes(59) }), ["/rules/0/expires_after"]),
        ("a wait of 30 days", Some.Of(Approving with { ExpiresAfter = TimeSpan.FromDays(30) }), []),
        ("a wait of more", Some.Of(Approving with { ExpiresAfter = TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1) }), ["/rules/0/expires_after"]),
        ("a wait for nobody", Some.Of(Rule with { ExpiresAfter = TimeSpan.FromHours(1) }), ["/rules/0/expires_after"]),

        ("an hour", Some.Of(Limit with { Window = TimeSpan.FromHours(1) }), []),
        ("a week", Some.Of(Limit with { Window = TimeSpan.FromDays(7) }), []),
        ("30 days", Some.Of(Limit with { Window = TimeSpan.FromDays(30) }), []),
        ("two days", Some.Of(Limit with { Window = TimeSpan.FromDays(2) }), ["/limits/0/window"]),
        ("a limit without a cap", Some.Of(Limit with { MaxCount = null }), ["/limits/0"]),
        ("a count of none", Some.Of(Limit with { MaxCount = 0 }), ["/limits/0/max_count"]),
        ("a sum of one asset", Some.Of(Limit with { When = Usdt, MaxAmount = 1 }), []),
        ("a sum of each asset", Some.Of(Limit with { Per = [LimitPer.Asset], MaxAmount = 1 }), []),
        ("a sum of all assets", Some.Of(Limit with { MaxAmount = 1 }), ["/limits/0/max_amount"]),
        ("a sum of two assets", Some.Of(Limit with { When = new() { Asset = ["USDT", "BTC"] }, MaxAmount = 1 }), ["/limits/0/max_amount"]),
        ("counted apart by all", Some.Of(Limit with { Per = [LimitPer.Client, LimitPer.Asset, LimitPer.Network, LimitPer.Key] }), []),
        ("counted apart twice", Some.Of(Limit with { Per = [LimitPer.Client, LimitPer.Client] }), ["/limits/0/per"]),
        ("counted apart in another order", Some.Of(Limit with { Per = [LimitPer.Asset, LimitPer.Client] }), ["/limits/0/per"]),
        ("excess that nobody approves", Some.Of(Limit with { OnExcess = LimitExcess.Approve }), ["/limits/0/needed"]),
        ("excess that two approve", Some.Of(Limit with { OnExcess = LimitExcess.Approve, Needed = [new(null, 2)] }), []),
        ("approvals of what is queued", Some.Of(Limit with { OnExcess = LimitExcess.Queue, Needed = [new(null, 2)] }), ["/limits/0/needed"]),
        ("a limit by address", Some.Of(Limit with { When = new() { Address = [AddressCondition.New] } }), ["/limits/0/when/address"]),
        ("a limit but by address", Some.Of(Limit with { Unless = new() { Address = [AddressCondition.New] } }), ["/limits/0/unless/address"]),
        ("a limit's amount of no asset", Some.Of(Limit with { When = new() { Amount = new(From: 1) } }), ["/limits/0/when/amount"]),

        ("no cooling off", Book(TimeSpan.Zero), []),
        ("7 days of it", Book(TimeSpan.FromDays(7)), []),
        ("more", Book(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1)), ["/address_book/cooling_off"]),
        ("less than none", Book(TimeSpan.FromSeconds(-1)), ["/address_book/cooling_off"]),
    ];

    public static TheoryData<string> Cases => [.. Table.Select(line => line.Case)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_is_refused_where_it_breaks_a_rule_and_nowhere_else(string name)
    {
        var (_, policy, pointers) = Table.Single(line => line.Case == name);

        Assert.Equal(pointers, PolicyRules.Faults(policy).Select(fault => fault.Path));
    }

    [Fact]
    public void A_policy_without_faults_can_be_compiled() =>
        Assert.All(Table.Where(line => line.Pointers is []), line => Assert.Same(line.Policy, CompiledPolicy.Always(new(line.Policy)).Source));

    private static ImmutableArray<NeededApproval> Groups(int count) => [.. Enumerable.Range(1, count).Select(number => new NeededApproval($"role-{number}", 1))];

    private static Policy Book(TimeSpan coolingOff) => Policy.None with { AddressBook = new() { CoolingOff = coolingOff } };
}
