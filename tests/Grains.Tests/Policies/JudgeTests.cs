using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>What a policy decides, and why: a line for each member of a condition, which fails if that member is not looked at.</summary>
public sealed class JudgeTests
{
    private static readonly HoursRange Day = new() { Zone = "Europe/Vienna", From = new(8, 0), To = new(18, 0) };
    private static readonly HoursRange Night = new() { Zone = "Europe/Vienna", From = new(22, 0), To = new(6, 0) };

    private static readonly (string Case, RuleCondition When, PayoutFacts Is, PayoutFacts IsNot, string Because)[] Members =
    [
        ("client", new() { Client = ["c-0", "c-1"] }, Some.Payout, Some.Payout with { ClientId = "C-1" }, "The client is C-1."),
        ("asset", new() { Asset = ["BTC", "USDT"] }, Some.Payout, Some.Payout with { Asset = "TON" }, "The asset is TON."),
        ("network", new() { Network = ["ETH", "TRON"] }, Some.Payout, Some.Payout with { Network = "BSC" }, "The network is BSC."),
        ("origin", new() { Origin = [PayoutOrigin.Bonus, PayoutOrigin.Manual] }, Some.Payout, Some.Payout with { Origin = PayoutOrigin.Scheduled }, "The origin is scheduled."),
        ("initiator", new() { Initiator = [" Ana@Example.com"] }, Some.Payout with { Person = "ANA@example.com " }, Some.Payout with { Person = "ben" }, "The caller is ben."),
        ("initiator of nobody", new() { Initiator = ["ana"] }, Some.Payout with { Person = "ana" }, Some.Payout with { Person = null }, "The caller is no person."),
        ("key by its name", new() { Key = ["shop"] }, Some.Payout, Some.Payout with { Key = "desk" }, "The key is desk."),
        ("key by its id", new() { Key = ["aB3dE6gH"] }, Some.Payout, Some.Payout with { KeyId = "ab3de6gh" }, "The key is shop."),
        ("no key", new() { Key = ["shop"] }, Some.Payout, Some.Payout with { Key = null, KeyId = null }, "There is no key."),
        ("batch", new() { Batch = true }, Some.Payout with { IsBatch = true }, Some.Payout, "It belongs to no batch."),
        ("no batch", new() { Batch = false }, Some.Payout, Some.Payout with { IsBatch = true }, "It belongs to a batch."),
        ("amount from", new() { Asset = ["USDT"], Amount = new(From: 25.5m) }, Some.Payout, Some.Payout with { Amount = 25.49999999m }, "The amount is 25.49999999 USDT."),
        ("amount below", new() { Asset = ["USDT"], Amount = new(Below: 26m) }, Some.Payout, Some.Payout with { Amount = 26m }, "The amount is 26 USDT."),
        ("hours", new() { Hours = Day }, Some.Payout, Some.Payout with { At = At(28, 18, 0) }, "It is not within the hours."),
    ];

    public static TheoryData<string> Cases => [.. Members.Select(line => line.Case)];

    public static TheoryData<string, int, int, int, bool> Hours => new()
    {
        // 27 November 2026 is a Friday; Vienna is an hour before UTC.
        { "day", 28, 8, 0, true }, { "day", 28, 7, 59, false }, { "day", 28, 17, 59, true }, { "day", 28, 18, 0, false },
        { "night", 28, 22, 0, true }, { "night", 28, 21, 59, false }, { "night", 28, 5, 59, true }, { "night", 28, 6, 0, false },

        // The night of Saturday is over on Sunday; the morning of Saturday belongs to Friday.
        { "night of sat", 28, 23, 0, true }, { "night of sat", 29, 5, 0, true }, { "night of sat", 28, 5, 0, false }, { "night of sat", 29, 23, 0, false },
        { "night of sun", 30, 5, 0, true }, { "night of sun", 29, 5, 0, false },
        { "all of sat", 28, 0, 0, true }, { "all of sat", 28, 23, 59, true }, { "all of sat", 29, 0, 0, false }, { "all of sat", 27, 23, 59, false },
        { "sat from noon", 28, 11, 59, false }, { "sat from noon", 28, 12, 0, true }, { "sat from noon", 29, 11, 59, true }, { "sat from noon", 29, 12, 0, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_matches_by_this_member_alone_and_says_why_not(string name)
    {
        var (_, when, isSo, isNot, because) = Members.Single(line => line.Case == name);
        var policy = Some.Compiled(Some.Of(Some.Refusing with { When = when }));

        Assert.Equal((PolicyAction.Refuse, "refusing"), Of(policy, isSo));
        Assert.Equal([new RuleTrace("refusing", true, "Everything in \"when\" is so.")], Judge.Trace(policy, isSo, null));
        Assert.Equal((PolicyAction.Allow, null), Of(policy, isNot));
        Assert.Equal([new RuleTrace("refusing", false, because)], Judge.Trace(policy, isNot, null));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_is_excepted_by_this_member_alone(string name)
    {
        var (_, unless, isSo, isNot, _) = Members.Single(line => line.Case == name);
        var policy = Some.Compiled(Some.Of(Some.Refusing with { Unless = unless }));

        Assert.Equal((PolicyAction.Allow, null), Of(policy, isSo));
        Assert.Equal([new RuleTrace("refusing", false, "\"unless\" is so.")], Judge.Trace(policy, isSo, null));
        Assert.Equal((PolicyAction.Refuse, "refusing"), Of(policy, isNot));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void Hours_are_those_of_the_place_and_belong_to_the_day_on_which_they_begin(string name, int day, int hour, int minute, bool isWithin)
    {
        var hours = name switch
        {
            "day" => Day,
            "night" => Night,
            "night of sat" => Night with { Days = [Weekday.Sat] },
            "night of sun" => Night with { Days = [Weekday.Sun] },
            "all of sat" => new() { Zone = "Europe/Vienna", From = default, To = default, Days = [Weekday.Sat] },
            _ => new HoursRange { Zone = "Europe/Vienna", From = new(12, 0), To = new(12, 0), Days = [Weekday.Sat] },
        };

        var policy = Some.Compiled(Some.Of(Some.Refusing with { When = new() { Hours = hours } }));

        Assert.Equal(isWithin ? PolicyAction.Refuse : PolicyAction.Allow, Judge.Of(policy, Some.Payout with { At = At(day, hour, minute) }, null).Decision);
    }

    [Fact]
    public void Hours_follow_the_clocks_when_they_change()
    {
        var policy = Some.Compiled(Some.Of(Some.Refusing with { When = new() { Hours = Day } }));

        // 08:30 in Vienna, in summer and in winter.
        Assert.Equal(PolicyAction.Refuse, Judge.Of(policy, Some.Payout with { At = new(2026, 7, 1, 6, 30, 0, TimeSpan.Zero) }, null).Decision);
        Assert.Equal(PolicyAction.Allow, Judge.Of(policy, Some.Payout with { At = new(2026, 12, 1, 6, 30, 0, TimeSpan.Zero) }, null).Decision);
    }

    [Theory]
    [InlineData(AddressCondition.New, AddressCondition.New, false, true)]
    [InlineData(AddressCondition.Cooling, AddressCondition.Cooling, true, true)]
    [InlineData(AddressCondition.Active, AddressCondition.New, false, false)]
    [InlineData(AddressCondition.Revoked, AddressCondition.Revoked, false, true)]
    [InlineData(AddressCondition.Similar, AddressCondition.New, true, true)]
    [InlineData(AddressCondition.Similar, AddressCondition.New, false, false)]
    public void The_address_is_judged_by_what_the_book_says(AddressCondition asked, AddressCondition standing, bool isSimilar, bool isMatch)
    {
        var when = Some.Compiled(Some.Of(Some.Refusing with { When = new() { Address = [asked] } }));
        var unless = Some.Compiled(Some.Of(Some.Refusing with { Unless = new() { Address = [asked] } }));

        Assert.Equal(isMatch ? PolicyAction.Refuse : PolicyAction.Allow, Judge.Of(when, Some.Payout, new(standing, isSimilar)).Decision);
        Assert.Equal(isMatch ? PolicyAction.Allow : PolicyAction.Refuse, Judge.Of(unless, Some.Payout, new(standing, isSimilar)).Decision);
    }

    [Fact]
    public void The_book_is_asked_only_if_all_else_matched()
    {
        var address = new RuleCondition { Address = [AddressCondition.New] };

        Assert.True(Asks(Some.Refusing with { When = address }));
        Assert.True(Asks(Some.Refusing with { Unless = address }));
        Assert.True(Asks(Some.Refusing with { Unless = address with { Client = ["c-1"] } }));
        Assert.False(Asks(Some.Refusing with { When = address with { Asset = ["BTC"] } }));
        Assert.False(Asks(Some.Refusing with { When = address, Unless = new() { Client = ["c-1"] } }));
        Assert.False(Asks(Some.Refusing with { Unless = address with { Client = ["c-2"] } }));
        Assert.False(Asks(Some.Approving, Some.Refusing with { When = address }));

        static bool Asks(params PolicyRule[] rules) => Judge.Of(Some.Compiled(Some.Of(rules)), Some.Payout, null).NeedsAddress;
    }

    [Fact]
    public void A_rule_that_depends_on_the_address_ends_the_trace()
    {
        var policy = Some.Compiled(Some.Sample);
        var judged = Judge.Of(policy, Some.Payout, null);

        Assert.Equal((null, "lookalike"), (judged.Decision, judged.Rule));
        Assert.Equal(
            [new("no-night", false, "It is not within the hours."), new("large-usdt", false, "The amount is 25.5 USDT."), new("lookalike", null, "It depends on the client's address book, which was not asked.")],
            Judge.Trace(policy, Some.Payout, null));
        Assert.Equal(new RuleTrace("lookalike", false, "The address is active."), Judge.Trace(policy, Some.Payout, new(AddressCondition.Active))[^1]);
        Assert.Equal((PolicyAction.Refuse, "lookalike"), Of(policy, Some.Payout, new(AddressCondition.New, IsSimilar: true)));
    }

    [Fact]
    public void The_first_rule_that_matches_decides_with_its_plan()
    {
        var policy = Some.Compiled(Some.Of(Some.Refusing with { When = new() { Asset = ["BTC"] } }, Some.Approving, Some.Refusing with { Name = "last" }));
        var judged = Judge.Of(policy, Some.Payout, null);

        Assert.Equal((PolicyAction.Approve, "approving", TimeSpan.FromHours(72)), (judged.Decision, judged.Rule, judged.Plan!.ExpiresAfter));
        Assert.Equal([new NeededApproval(null, 2)], judged.Plan.Needed);
        Assert.Equal(["refusing", "approving"], Judge.Trace(policy, Some.Payout, null).Select(line => line.Rule));
        Assert.Equal("It is about every payout.", Judge.Trace(policy, Some.Payout, null)[^1].Because);
    }

    [Theory]
    [InlineData(PolicyAction.Allow)]
    [InlineData(PolicyAction.Hold)]
    [InlineData(PolicyAction.Refuse)]
    public void What_no_rule_matches_is_decided_by_the_default(PolicyAction action) =>
        Assert.Equal((action, null), Of(Some.Compiled(Policy.None with { Default = action }), Some.Payout));

    private static (PolicyAction?, string?) Of(CompiledPolicy policy, PayoutFacts facts, KnownAddress? address = null) =>
        Judge.Of(policy, facts, address) is var judged ? (judged.Decision, judged.Rule) : default;

    /// <summary>A time of Vienna in November 2026.</summary>
    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.FromHours(1));
}
