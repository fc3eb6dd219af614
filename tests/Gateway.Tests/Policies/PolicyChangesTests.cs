using System.Text.Json.Nodes;
using Payouts.Gateway.Policies;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Tests.Policies;

/// <summary>What differs between two policies.</summary>
public sealed class PolicyChangesTests
{
    [Fact]
    public void A_policy_differs_from_itself_in_nothing() => Assert.Empty(Between(Policies.Whole, Policies.Whole));

    [Fact]
    public void What_is_added_becomes_and_what_is_removed_was()
    {
        var less = Policies.Whole with { Rules = [Policies.Whole.Rules[0]], Limits = [] };

        Assert.Equal(["/rules/rest", "/limits/client-day", "/limits/all-hour"], Between(less, Policies.Whole).Select(change => change.Path));
        Assert.All(Between(less, Policies.Whole), change => Assert.Null(change.Was));
        Assert.All(Between(Policies.Whole, less), change => Assert.Null(change.Becomes));
        Assert.Equal("""{"name":"rest","then":"refuse"}""", Between(less, Policies.Whole)[0].Becomes!.ToJsonString());
    }

    [Fact]
    public void A_change_is_told_at_its_place_by_the_name_of_its_rule()
    {
        var rule = Policies.Whole.Rules[0];
        var other = Policies.Whole with
        {
            Default = PolicyAction.Allow,
            Rules = [rule with { When = rule.When! with { Amount = new(From: 20000), Network = ["TRON"] }, Needed = [new(null, 3)] }, Policies.Whole.Rules[1]],
            AddressBook = Policies.Whole.AddressBook with { Clients = Policies.Whole.AddressBook.Clients.SetItem("c-1042", AddressMode.Off).Add("c-1", AddressMode.Require) },
        };

        Assert.Equal(
        [
            """/default "hold" "allow" """,
            """/rules/all/when/network ["TRON","ETH"] ["TRON"] """,
            """/rules/all/when/amount/from "10000" "20000" """,
            """/rules/all/when/amount/below "20000.5" nothing """,
            """/rules/all/needed [{"role":null,"count":2},{"role":"checker","count":1}] [{"role":null,"count":3}] """,
            """/address_book/clients/c-1042 "require" "off" """,
            """/address_book/clients/c-1 nothing "require" """,
        ],
        Between(Policies.Whole, other).Select(change => $"{change.Path} {Text(change.Was)} {Text(change.Becomes)} "));
    }

    [Fact]
    public void Another_order_of_the_rules_is_a_change_and_room_for_another_rule_is_none()
    {
        var (first, last) = (Policies.Whole.Rules[0], Policies.Whole.Rules[1]);
        var change = Assert.Single(Between(Policies.Whole, Policies.Whole with { Rules = [last, first] }));
        Assert.Equal("""/rules ["all","rest"] ["rest","all"]""", $"{change.Path} {Text(change.Was)} {Text(change.Becomes)}");

        Assert.Equal("/rules/new", Assert.Single(Between(Policies.Whole, Policies.Whole with { Rules = [first, last with { Name = "new" }, last] })).Path);
    }

    private static List<PolicyChange> Between(Policy was, Policy becomes) =>
        [.. PolicyChanges.Between(PolicyShape.Content.Example(was), PolicyShape.Content.Example(becomes))];

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
