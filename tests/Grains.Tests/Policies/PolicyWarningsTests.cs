using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>What a policy may have, and hardly means.</summary>
public sealed class PolicyWarningsTests
{
    private static readonly RuleCondition Usdt = new() { Asset = ["USDT"] };
    private static readonly PolicyRule Earlier = Some.Refusing with { Name = "earlier" };
    private static readonly LimitRule Cap = Some.Daily with { When = Usdt, MaxAmount = 100, MaxCount = null };
    private static readonly PolicyRule Large = Some.Approving with { When = Usdt with { Amount = new(From: 101) } };

    private static readonly (string Case, Policy Policy, int? Approvers, string[] Warnings)[] Table =
    [
        ("the contract's sample", Some.Sample, 2, ["/address_book/clients/c-1042 if its address book is empty, it can be paid nothing."]),

        ("a rule behind one about everything", Some.Of(Earlier, Some.Refusing with { When = Usdt }), null, ["/rules/1 no payout can reach it: the rule earlier decides whatever it is about."]),
        ("a rule behind a wider one", Some.Of(Earlier with { When = new() { Asset = ["BTC", "USDT"] } }, Some.Refusing with { When = Usdt with { Client = ["c-1"] } }), null, ["/rules/1 no payout can reach it: the rule earlier decides whatever it is about."]),
        ("a rule behind a narrower one", Some.Of(Earlier with { When = Usdt with { Client = ["c-1"] } }, Some.Refusing with { When = Usdt }), null, []),
        ("a rule behind one with exceptions", Some.Of(Earlier with { Unless = Usdt }, Some.Refusing), null, []),
        ("a larger amount behind a smaller", Some.Of(Earlier with { When = Usdt with { Amount = new(From: 10) } }, Some.Refusing with { When = Usdt with { Amount = new(From: 20) } }), null, ["/rules/1 no payout can reach it: the rule earlier decides whatever it is about."]),
        ("a smaller amount behind a larger", Some.Of(Earlier with { When = Usdt with { Amount = new(From: 20) } }, Some.Refusing with { When = Usdt with { Amount = new(From: 10) } }), null, []),
        ("a rule whose exception takes all", Some.Of(Some.Refusing with { When = Usdt with { Client = ["c-1"] }, Unless = Usdt }), null, ["/rules/0 no payout can reach it: \"unless\" is so whenever \"when\" is."]),

        ("as many as are known", Some.Of(Some.Approving), 2, []),
        ("more than are known", Some.Of(Some.Approving), 1, ["/rules/0/needed needs 2 persons, and 1 are known who may approve."]),
        ("more than are known, in groups", Some.Of(Some.Approving with { Needed = [new("a", 2), new("b", 1)] }), 2, ["/rules/0/needed needs 3 persons, and 2 are known who may approve."]),
        ("nobody can count them", Some.Of(Some.Approving with { Needed = [new(null, 5)] }), null, []),
        ("a limit that needs more", Some.Of(Some.Daily with { OnExcess = LimitExcess.Approve, Needed = [new(null, 3)] }), 2, ["/limits/0/needed needs 3 persons, and 2 are known who may approve."]),

        ("a cap below the least of a rule", Some.Of(Large) with { Limits = [Cap] }, null, ["/limits/0/max_amount is less than the least amount of the rule approving, 101: what that rule is about never fits."]),
        ("a cap of that least", Some.Of(Large) with { Limits = [Cap with { MaxAmount = 101 }] }, null, []),
        ("a cap of each asset", Some.Of(Large) with { Limits = [Cap with { When = null, Per = [LimitPer.Asset] }] }, null, ["/limits/0/max_amount is less than the least amount of the rule approving, 101: what that rule is about never fits."]),
        ("a cap of another asset", Some.Of(Large) with { Limits = [Cap with { When = new() { Asset = ["BTC"] } }] }, null, []),
        ("a cap of one client", Some.Of(Large) with { Limits = [Cap with { When = Usdt with { Client = ["c-1"] } }] }, null, []),
        ("a cap with exceptions", Some.Of(Large) with { Limits = [Cap with { Unless = new() { Client = ["c-1"] } }] }, null, []),
        ("a cap of what is refused anyway", Some.Of(Large with { Then = PolicyAction.Refuse, Needed = [] }) with { Limits = [Cap] }, null, []),

        ("known addresses for everybody", Policy.None with { AddressBook = new() { Default = AddressMode.Require } }, null, ["/address_book/default a client whose address book is empty can be paid nothing."]),
        ("known addresses for nobody", Policy.None with { AddressBook = new() { Clients = Clients("c-1", AddressMode.Off) } }, null, []),
    ];

    public static TheoryData<string> Cases => [.. Table.Select(line => line.Case)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_proposal_is_warned_of_what_it_hardly_means(string name)
    {
        var (_, policy, approvers, warnings) = Table.Single(line => line.Case == name);

        Assert.Empty(PolicyRules.Faults(policy));
        Assert.Equal(warnings, PolicyWarnings.Of(policy, Policy.None, approvers).Select(warning => $"{warning.Path} {warning.Detail}"));
    }

    [Fact]
    public void Known_addresses_are_warned_of_once()
    {
        var book = Policy.None with { AddressBook = new() { Default = AddressMode.Require, Clients = Clients("c-1", AddressMode.Require) } };

        Assert.Empty(PolicyWarnings.Of(book, book, null));
        Assert.Single(PolicyWarnings.Of(book, Policy.None with { AddressBook = new() { Default = AddressMode.Require, Clients = Clients("c-1", AddressMode.Off) } }, null));
    }

    private static ImmutableSortedDictionary<string, AddressMode> Clients(string client, AddressMode mode) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(client, mode)]);
}
