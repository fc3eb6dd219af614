using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Ids, commands and stored states for the tests of the cluster.</summary>
internal static class Any
{
    /// <summary>An id that depends on the name alone, and lies in any shard.</summary>
    public static string Id(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];

    public static string[] Ids(string name, int count) => [.. Enumerable.Range(0, count).Select(number => Id($"{name} {number}"))];

    /// <summary>The key is the id's: one key stands for one payout of a client.</summary>
    public static CreatePayout Command(string id, PayoutRequest? request, DateTimeOffset now) => new(id, request ?? Some.Request, now);

    public static PayoutRequest At(DateTimeOffset scheduledFor) => Some.Request with { ScheduledFor = WholeMilliseconds.Floor(scheduledFor) };

    /// <summary>The payout right after its first write.</summary>
    public static PayoutState Created(string id, DateTimeOffset now, DateTimeOffset? scheduledFor = null) =>
        PayoutMachine.Create(id, Command(id, scheduledFor is { } at ? At(at) : null, now), now).State;

    /// <summary>What is stored after these events, as if every one but the last were the only version.</summary>
    public static PayoutState After(this PayoutState state, DateTimeOffset now, PayoutsOptions options, params IEnumerable<PayoutEvent> events)
    {
        var last = events.Aggregate(state, (before, happened) => PayoutMachine.Apply(before, happened, options, now).State);
        return last with { Payout = last.Payout with { Version = 1 } };
    }
}
