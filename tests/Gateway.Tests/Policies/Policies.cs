using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Tests.Policies;

/// <summary>A policy that has every member, as people write it and as it is read.</summary>
internal static class Policies
{
    public const string WholeJson = """
        {"format":1,"version":7,"default":"hold","rules":[
        {"name":"all","when":{"client":["c-1"],"asset":["USDT"],"network":["TRON","ETH"],"origin":["manual","bonus"],"initiator":["Ana@example.com"],"key":["shop"],"batch":false,"amount":{"from":"10000","below":"20000.5"},"hours":{"zone":"Europe/Vienna","from":"22:00","to":"06:30","days":["sat","sun"]},"address":["similar","cooling"]},"unless":{"client":["c-2"]},"then":"approve","needed":[{"role":null,"count":2},{"role":"checker","count":1}],"expires_after":"3.00:00:00"},
        {"name":"rest","then":"refuse"}],"limits":[
        {"name":"client-day","when":{"asset":["USDT"]},"unless":{"batch":true},"per":["client","asset","network","key"],"window":"1.00:00:00","max_amount":"50000","max_count":500,"on_excess":"approve","needed":[{"role":null,"count":1}]},
        {"name":"all-hour","window":"01:00:00","max_count":1,"on_excess":"queue"}],
        "address_book":{"default":"off","clients":{"c-1042":"require"},"cooling_off":"12:00:00"}}
        """;

    /// <summary>The same.</summary>
    public static readonly Policy Whole = new()
    {
        Default = PolicyAction.Hold,
        Rules =
        [
            new()
            {
                Name = "all",
                When = new()
                {
                    Client = ["c-1"],
                    Asset = ["USDT"],
                    Network = ["TRON", "ETH"],
                    Origin = [PayoutOrigin.Manual, PayoutOrigin.Bonus],
                    Initiator = ["Ana@example.com"],
                    Key = ["shop"],
                    Batch = false,
                    Amount = new(10000, 20000.5m),
                    Hours = new() { Zone = "Europe/Vienna", From = new(22, 0), To = new(6, 30), Days = [Weekday.Sat, Weekday.Sun] },
                    Address = [AddressCondition.Similar, AddressCondition.Cooling],
                },
                Unless = new() { Client = ["c-2"] },
                Then = PolicyAction.Approve,
                Needed = [new(null, 2), new("checker", 1)],
                ExpiresAfter = TimeSpan.FromDays(3),
            },
            new() { Name = "rest", Then = PolicyAction.Refuse },
        ],
        Limits =
        [
            new()
            {
                Name = "client-day",
                When = new() { Asset = ["USDT"] },
                Unless = new() { Batch = true },
                Per = [LimitPer.Client, LimitPer.Asset, LimitPer.Network, LimitPer.Key],
                Window = TimeSpan.FromDays(1),
                MaxAmount = 50000,
                MaxCount = 500,
                OnExcess = LimitExcess.Approve,
                Needed = [new(null, 1)],
            },
            new() { Name = "all-hour", Window = TimeSpan.FromHours(1), MaxCount = 1, OnExcess = LimitExcess.Queue },
        ],
        AddressBook = new()
        {
            Clients = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("c-1042", AddressMode.Require)]),
            CoolingOff = TimeSpan.FromHours(12),
        },
    };
}
