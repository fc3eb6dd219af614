using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Scenarios;

/// <summary>
/// The policies of a scenario, one after the other: small caps, rules that ask for people, clients whose payouts go to known addresses alone. The first
/// is often there from the start; others follow during the storm. How two people agree on one is not told: each is written as it comes into force.
/// </summary>
internal static class PolicyStory
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Before the silos start.</summary>
    public static void Plan(World world)
    {
        if (!world.Scenario.HasPolicy)
        {
            return;
        }

        var chance = world.Scenario.Chance("policy");
        var at = chance.Next(3) == 0 ? chance.Spread(world.Scenario.Storm / 2) : TimeSpan.Zero;
        var policy = First(world.Scenario);
        Write(world, 1, policy, at);
        var last = 1 + chance.Next(4);
        for (var version = 2; version <= last; version++)
        {
            at += chance.Spread(world.Scenario.Storm - at);
            policy = Changed(policy, chance);
            Write(world, version, policy, at);
        }

        Write(world, last + 1, policy with { Limits = [.. policy.Limits.Select(limit => Widened(limit, world.Scenario))] }, world.Scenario.Storm);
    }

    /// <summary>The clients whose books are ever asked for.</summary>
    public static IEnumerable<string> ClientsWithBooks(Scenario scenario) =>
        scenario.HasBooks ? BookOf(scenario.Chance("policy: books")).Clients.Keys : [];

    private static void Write(World world, int version, Policy policy, TimeSpan at)
    {
        var origin = new PolicyOrigin(version, string.Create(CultureInfo.InvariantCulture, $"proposal-{version}"), "a story", "ada", Agenda.Begin + at, "opal", Agenda.Begin + at);
        if (at == TimeSpan.Zero)
        {
            Write();
        }
        else
        {
            world.Agenda.Add(at, Write);
        }

        void Write() => world.Documents.Write(IPolicyGrain.Key, IPolicyGrain.Key, version - 1, new PolicyState([new PolicyVersion(policy, origin)], []));
    }

    private static Policy First(Scenario scenario) => new()
    {
        Limits = scenario.HasLimits ? LimitsOf(scenario.Chance("policy: limits")) : [],
        Rules = scenario.HasRules ? RulesOf(scenario.Chance("policy: rules")) : [],
        AddressBook = scenario.HasBooks ? BookOf(scenario.Chance("policy: books")) : new(),
    };

    private static ImmutableArray<LimitRule> LimitsOf(Random chance) => [.. Enumerable.Range(0, 1 + chance.Next(2)).Select(number =>
    {
        var (isShort, isByClient, isOfAsset, countsAmount) = (chance.Next(2) == 0, chance.Next(2) == 0, chance.Next(2) == 0, chance.Next(2) == 0);
        var excess = (LimitExcess)chance.Next(3);
        return new LimitRule
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"cap-{number}"),
            When = isOfAsset ? new RuleCondition { Asset = ["USDT"] } : null,
            Per = isByClient ? [LimitPer.Client] : countsAmount && !isOfAsset ? [LimitPer.Asset] : [],
            Window = isShort ? Hour : Day,
            MaxAmount = countsAmount && (isOfAsset || !isByClient) ? chance.Next(15, 30) * (isByClient ? 1 : 5) : null,
            MaxCount = countsAmount && (isOfAsset || !isByClient) ? null : chance.Next(3, 8) * (isByClient ? 1 : 5),
            // What was made to wait for the room of a day is not looked at before.
            OnExcess = excess == LimitExcess.Queue && !isShort ? LimitExcess.Refuse : excess,
            Needed = excess == LimitExcess.Approve ? [new()] : [],
        };
    })];

    private static ImmutableArray<PolicyRule> RulesOf(Random chance)
    {
        var needed = chance.Next(3) switch
        {
            0 => ImmutableArray.Create(new NeededApproval()),
            1 => [new NeededApproval(null, 2)],
            _ => [new NeededApproval("treasury"), new NeededApproval()],
        };
        return
        [
            new() { Name = "held", When = new() { Client = [Order.ClientOf(chance.Next(Order.Clients))] }, Then = PolicyAction.Hold },
            new() { Name = "too-much", When = new() { Asset = ["USDT"], Amount = new(From: 10.5m) }, Then = PolicyAction.Refuse },
            new()
            {
                Name = "large",
                When = chance.Next(2) == 0 ? new() { Asset = ["USDT"], Amount = new(From: chance.Next(4, 9)) } : null,
                Unless = new() { Client = [Order.ClientOf(chance.Next(Order.Clients))] },
                Then = PolicyAction.Approve,
                Needed = needed,
                ExpiresAfter = Hour,
            },
        ];
    }

    private static AddressBookRule BookOf(Random chance) => new()
    {
        CoolingOff = chance.Next(2) == 0 ? TimeSpan.Zero : chance.Spread(TimeSpan.FromMinutes(2)),
        Clients = Enumerable.Range(0, 2 + chance.Next(2)).Select(_ => Order.ClientOf(chance.Next(Order.Clients))).Distinct(StringComparer.Ordinal)
            .ToImmutableSortedDictionary(client => client, _ => AddressMode.Require, StringComparer.Ordinal),
    };

    private static Policy Changed(Policy policy, Random chance) => (chance.Next(6), chance.Next(2)) switch
    {
        (0 or 1, var half) => policy with { Limits = [.. policy.Limits.Select(limit => Scaled(limit, half == 0))] },
        (2, _) when policy.Limits.Length > 1 => policy with { Limits = policy.Limits.RemoveAt(0) },
        (3, _) when policy.Rules.Length > 1 => policy with { Rules = policy.Rules.RemoveAt(chance.Next(policy.Rules.Length)) },
        (4, _) when policy.Rules.Length > 1 => policy with { Rules = [.. policy.Rules.Reverse()] },
        _ when policy.AddressBook.Clients.FirstOrDefault() is { Key: { } client, Value: var mode } => policy with
        {
            AddressBook = policy.AddressBook with { Clients = policy.AddressBook.Clients.SetItem(client, mode == AddressMode.Require ? AddressMode.Off : AddressMode.Require) },
        },
        _ => policy,
    };

    /// <summary>After the storm two people raise the caps, so that a scenario does not last a day; in some, those of an hour wait for their room.</summary>
    private static LimitRule Widened(LimitRule limit, Scenario scenario) => limit.Window == Hour && scenario.Seed % 4 == 2
        ? limit
        : limit with { MaxAmount = limit.MaxAmount * 1000, MaxCount = limit.MaxCount * 1000 };

    private static LimitRule Scaled(LimitRule limit, bool half) => limit with
    {
        MaxAmount = limit.MaxAmount * (half ? 0.5m : 2),
        MaxCount = half ? (limit.MaxCount + 1) / 2 : limit.MaxCount * 2,
    };
}
