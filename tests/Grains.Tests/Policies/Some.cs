using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>Policies and payouts to begin from.</summary>
internal static class Some
{
    /// <summary>A Saturday, 13:00 in Vienna.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    /// <summary>25.5 USDT by ana, with a key.</summary>
    public static readonly PayoutFacts Payout = new()
    {
        ClientId = "c-1",
        Asset = "USDT",
        Network = "TRON",
        Amount = 25.5m,
        Origin = PayoutOrigin.Manual,
        At = Now,
        Person = "ana@example.com",
        Key = "shop",
        KeyId = "aB3dE6gH",
    };

    /// <summary>A rule that refuses.</summary>
    public static readonly PolicyRule Refusing = new() { Name = "refusing", Then = PolicyAction.Refuse };

    /// <summary>A rule that asks for two approvals.</summary>
    public static readonly PolicyRule Approving = new() { Name = "approving", Then = PolicyAction.Approve, Needed = [new(null, 2)] };

    /// <summary>At most ten payouts a day.</summary>
    public static readonly LimitRule Daily = new() { Name = "daily", Window = TimeSpan.FromDays(1), MaxCount = 10 };

    /// <summary>The sample of the contract.</summary>
    public static readonly Policy Sample = new()
    {
        Rules =
        [
            new()
            {
                Name = "no-night",
                When = new() { Hours = new() { Zone = "Europe/Vienna", From = new(22, 0), To = new(6, 0), Days = [Weekday.Sat, Weekday.Sun] }, Origin = [PayoutOrigin.Manual] },
                Then = PolicyAction.Hold,
            },
            new()
            {
                Name = "large-usdt",
                When = new() { Asset = ["USDT"], Amount = new(From: 10000) },
                Unless = new() { Client = ["c-1"] },
                Then = PolicyAction.Approve,
                Needed = [new(null, 2)],
                ExpiresAfter = TimeSpan.FromDays(3),
            },
            new() { Name = "lookalike", When = new() { Address = [AddressCondition.Similar, AddressCondition.Cooling] }, Then = PolicyAction.Refuse },
        ],
        Limits =
        [
            new()
            {
                Name = "client-day",
                When = new() { Asset = ["USDT"] },
                Per = [LimitPer.Client, LimitPer.Asset],
                Window = TimeSpan.FromDays(1),
                MaxAmount = 50000,
                MaxCount = 500,
            },
        ],
        AddressBook = new() { Clients = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("c-1042", AddressMode.Require)]) },
    };

    /// <summary>A policy of these rules.</summary>
    public static Policy Of(params PolicyRule[] rules) => new() { Rules = [.. rules] };

    /// <summary>A policy of one limit.</summary>
    public static Policy Of(LimitRule limit) => new() { Limits = [limit] };

    /// <summary>Compiled, as version 7.</summary>
    public static CompiledPolicy Compiled(Policy policy) => CompiledPolicy.Always(new(policy, new(7, "p", "note", "ada", Now, "eve", Now)));
}
