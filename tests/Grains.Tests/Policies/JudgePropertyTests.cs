using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>The judge against a second writing of the rules, on policies and payouts by chance.</summary>
public sealed class JudgePropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_judge_and_the_slow_one_agree(int seed)
    {
        var random = new Random(seed);
        var (decided, asked, limited) = (0, 0, 0);
        for (var round = 0; round < 2_000; round++)
        {
            var policy = PolicyOf(random);
            var compiled = Some.Compiled(policy);
            for (var payout = 0; payout < 5; payout++)
            {
                var (facts, address) = (FactsOf(random), random.Next(3) == 0 ? null : new KnownAddress((AddressCondition)random.Next(4), random.Next(2) == 0));
                var (judged, slow) = (Judge.Of(compiled, facts, address), SlowJudge.Of(policy, facts, address));
                var trace = Judge.Trace(compiled, facts, address);

                Assert.True(slow == (judged.Decision, judged.Rule), $"{slow} is not {judged} in round {round} of seed {seed}: {facts} {address}");
                Assert.Equal(SlowJudge.Limits(policy, facts), judged.Limits.Select(limit => limit.Rule.Name));
                Assert.Equal(judged.Rule is null ? policy.Rules.Length : policy.Rules.TakeWhile(rule => rule.Name != judged.Rule).Count() + 1, trace.Length);
                Assert.Equal(judged.Rule is not null, trace is [.., { Matched: not false }]);
                decided += judged.Rule is not null ? 1 : 0;
                asked += judged.NeedsAddress ? 1 : 0;
                limited += judged.Limits.Length;
            }
        }

        // Else these policies would show nothing.
        Assert.InRange(decided, 2_000, 9_000);
        Assert.InRange(asked, 100, 5_000);
        Assert.InRange(limited, 1_000, 20_000);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void What_a_condition_covers_is_so_whenever_the_other_is(int seed)
    {
        var random = new Random(seed);
        var covered = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var (wide, narrow) = (ConditionOf(random, most: 1), ConditionOf(random, most: 3));
            if (!ConditionRules.Covers(wide, narrow))
            {
                continue;
            }

            covered++;
            var policy = Some.Of(Some.Refusing with { Name = "narrow", When = narrow }, Some.Refusing with { Name = "wide", When = wide });
            var address = new KnownAddress((AddressCondition)random.Next(4), random.Next(2) == 0);
            var facts = FactsOf(random);
            var isNarrow = SlowJudge.Of(policy with { Rules = [policy.Rules[0]] }, facts, address).Rule is not null;
            var isWide = SlowJudge.Of(policy with { Rules = [policy.Rules[1]] }, facts, address).Rule is not null;
            Assert.True(isWide || !isNarrow, $"Round {round} of seed {seed}: {facts} {address}");
        }

        Assert.InRange(covered, 500, 20_000);
    }

    private static Policy PolicyOf(Random random) => new()
    {
        Default = (PolicyAction)random.Next(4),
        Rules = [.. Enumerable.Range(0, random.Next(6)).Select(number => new PolicyRule
        {
            Name = $"r-{number}",
            When = random.Next(8) == 0 ? null : ConditionOf(random, most: 3),
            Unless = random.Next(2) == 0 ? null : ConditionOf(random, most: 3),
            Then = (PolicyAction)random.Next(4),
        })],
        Limits = [.. Enumerable.Range(0, random.Next(3)).Select(number => Some.Daily with
        {
            Name = $"l-{number}",
            When = random.Next(3) == 0 ? null : ConditionOf(random, most: 2) with { Address = [] },
            Unless = random.Next(2) == 0 ? null : ConditionOf(random, most: 2) with { Address = [], Batch = true },
        })],
    };

    private static RuleCondition ConditionOf(Random random, int most)
    {
        var condition = new RuleCondition();
        for (var number = random.Next(most + 1); number > 0; number--)
        {
            condition = random.Next(10) switch
            {
                0 => condition with { Client = Words(random, "c-1", "c-2", "C-1") },
                1 => condition with { Asset = Words(random, "USDT", "BTC", "TON") },
                2 => condition with { Network = Words(random, "TRON", "ETH") },
                3 => condition with { Origin = [.. Words(random, "0", "1", "2").Select(origin => (PayoutOrigin)int.Parse(origin, System.Globalization.CultureInfo.InvariantCulture))] },
                4 => condition with { Initiator = Words(random, "ana", " BEN ", "Ada") },
                5 => condition with { Key = Words(random, "shop", "desk", "id-1") },
                6 => condition with { Batch = random.Next(2) == 0 },
                7 => condition with { Amount = random.Next(3) switch { 0 => new(From: random.Next(1, 6)), 1 => new(Below: random.Next(1, 6)), _ => new(random.Next(1, 3), random.Next(3, 6)) } },
                8 => condition with { Hours = HoursOf(random) },
                _ => condition with { Address = [.. Enum.GetValues<AddressCondition>().Where(_ => random.Next(2) == 0)] },
            };
        }

        return condition;
    }

    private static HoursRange HoursOf(Random random) => new()
    {
        Zone = random.Next(2) == 0 ? "Europe/Vienna" : "America/New_York",
        From = new(random.Next(24), random.Next(2) * 30),
        To = new(random.Next(24), random.Next(2) * 30),
        Days = [.. Enum.GetValues<Weekday>().Where(_ => random.Next(2) == 0)],
    };

    private static PayoutFacts FactsOf(Random random) => new()
    {
        ClientId = One(random, "c-1", "c-2", "C-1", "c-3"),
        Asset = One(random, "USDT", "BTC", "TON", "ETH"),
        Network = One(random, "TRON", "ETH", "BSC"),
        Amount = random.Next(1, 60) / 10m,
        Origin = (PayoutOrigin)random.Next(3),
        At = Some.Now.AddMinutes(random.Next(0, 60 * 24 * 365)),
        Person = random.Next(4) == 0 ? null : One(random, "ana", " Ana", "ben", "ADA", "eve"),
        Key = random.Next(4) == 0 ? null : One(random, "shop", "desk", "Shop"),
        KeyId = random.Next(2) == 0 ? null : One(random, "id-1", "id-2"),
        IsBatch = random.Next(2) == 0,
    };

    private static string One(Random random, params string[] words) => words[random.Next(words.Length)];

    private static ImmutableArray<string> Words(Random random, params string[] words) => [.. words.Where(_ => random.Next(2) == 0)];
}
