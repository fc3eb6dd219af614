using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>Which limits a payout falls under, in which count, and that it costs nothing where none matches.</summary>
public sealed class LimitMatchTests
{
    [Fact]
    public void All_limits_that_match_hold_whatever_the_rules_say()
    {
        var policy = Some.Compiled(Some.Of(Some.Refusing) with
        {
            Limits = [Some.Daily, Some.Daily with { Name = "btc", When = new() { Asset = ["BTC"] } }, Some.Daily with { Name = "hourly", Window = TimeSpan.FromHours(1) }],
        });

        Assert.Equal(["daily/1.00:00:00", "hourly/01:00:00"], Judge.Of(policy, Some.Payout, null).Limits.Select(limit => limit.Key));
        Assert.Equal(["daily/1.00:00:00", "hourly/01:00:00"], Judge.Limits(policy, Some.Payout).Select(limit => limit.Key));
    }

    [Theory]
    [InlineData(1, "limit/01:00:00/client=c-1/asset=USDT/network=TRON/key=aB3dE6gH")]
    [InlineData(24, "limit/1.00:00:00/client=c-1/asset=USDT/network=TRON/key=aB3dE6gH")]
    [InlineData(168, "limit/7.00:00:00/client=c-1/asset=USDT/network=TRON/key=aB3dE6gH")]
    [InlineData(720, "limit/30.00:00:00/client=c-1/asset=USDT/network=TRON/key=aB3dE6gH")]
    public void The_key_of_a_count_has_the_name_the_window_and_what_is_counted_apart(int hours, string key) => Assert.Equal(key, KeyOf(
        new() { Name = "limit", Window = TimeSpan.FromHours(hours), MaxCount = 1, Per = [LimitPer.Client, LimitPer.Asset, LimitPer.Network, LimitPer.Key] }, Some.Payout));

    [Theory]
    [InlineData(null, "key=-")]
    [InlineData("a/b=c ü", "key=a%2Fb%3Dc%20%C3%BC")]
    public void Any_name_of_a_key_is_one_part_of_it(string? name, string part) =>
        Assert.Equal($"daily/1.00:00:00/{part}", KeyOf(Some.Daily with { Per = [LimitPer.Key] }, Some.Payout with { Key = name, KeyId = null }));

    [Fact]
    public void The_longest_key_of_a_count_is_a_key_of_a_document()
    {
        var limit = Some.Daily with { Name = new('n', 40), Window = TimeSpan.FromDays(30), Per = [LimitPer.Client, LimitPer.Asset, LimitPer.Network, LimitPer.Key] };
        var payout = Some.Payout with { ClientId = new('c', 64), Asset = new('A', 20), Network = new('N', 20), KeyId = null };

        Assert.InRange(KeyOf(limit, payout with { Key = new('k', 200) }).Length, 300, Document.MostKeyBytes);
        Assert.InRange(KeyOf(limit, payout with { Key = new('ü', 2000) }).Length, 200, Document.MostKeyBytes);
        Assert.NotEqual(KeyOf(limit, payout with { Key = new('k', 201) }), KeyOf(limit, payout with { Key = new('k', 202) }));
    }

    [Fact]
    public void Rules_and_limits_that_do_not_match_allocate_nothing()
    {
        var conditions = new RuleCondition[]
        {
            new() { Client = ["c-2"] }, new() { Initiator = ["ben"] }, new() { Key = ["desk"] }, new() { Asset = ["USDT"], Amount = new(From: 26) },
            new() { Hours = new() { Zone = "Europe/Vienna", From = new(22, 0), To = new(6, 0) } }, new() { Address = [AddressCondition.New], Asset = ["BTC"] },
        };
        var policy = Some.Compiled(new()
        {
            Rules = [.. Enumerable.Range(0, 200).Select(number => Some.Refusing with { Name = $"r-{number}", When = conditions[number % conditions.Length] })],
            Limits = [.. Enumerable.Range(0, 50).Select(number => Some.Daily with { Name = $"l-{number}", When = conditions[number % 5] })],
        });
        Assert.Equal(PolicyAction.Allow, Judge.Of(policy, Some.Payout, null).Decision);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++)
        {
            Judge.Of(policy, Some.Payout, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_policy_that_asks_for_nothing_is_none()
    {
        Assert.Null(CompiledPolicy.Of(PolicyVersion.Zero));
        Assert.Null(CompiledPolicy.Of(new(Policy.None with { AddressBook = new() { Clients = Some.Sample.AddressBook.Clients.SetItem("c-1042", AddressMode.Off) } })));
        Policy[] some =
        [
            Policy.None with { Default = PolicyAction.Hold }, Some.Of(Some.Refusing), Some.Of(Some.Daily), Policy.None with { AddressBook = new() { Default = AddressMode.Require } },
            Policy.None with { AddressBook = Some.Sample.AddressBook },
        ];
        Assert.All(some, policy => Assert.Same(policy, CompiledPolicy.Of(new(policy))!.Source));
    }

    [Fact]
    public void The_mode_of_a_client_is_its_own_or_the_default()
    {
        var book = Some.Sample.AddressBook;

        Assert.Equal((AddressMode.Require, AddressMode.Off), (book.ModeOf("c-1042"), book.ModeOf("c-1")));
        Assert.Equal(AddressMode.Require, (book with { Default = AddressMode.Require }).ModeOf("c-1"));
    }

    private static string KeyOf(LimitRule limit, PayoutFacts payout) => Assert.Single(Judge.Limits(Some.Compiled(Some.Of(limit)), payout)).Key;
}
