using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Audit;

/// <summary>docs/adr/0039: what a payout's chain proves, and what it does not.</summary>
public sealed class AuditChainTests
{
    private static readonly AuditKey First = AKey(1);
    private static readonly AuditKey Second = AKey(2);
    private static readonly AuditKeys Keys = new(First, []);

    [Fact]
    public void A_payout_is_intact_after_every_write_of_its_life()
    {
        var state = Chained(Some.Created().State);
        Assert.True(Check(state).IsIntact);
        Assert.Equal((1L, 1L, null), (state.Chain!.Seq, state.Chain.Since, state.Chain.Base));
        foreach (var happened in Life)
        {
            state = Next(state, happened);
            Assert.True(Check(state).IsIntact);
        }

        Assert.Equal(state.Payout.ResponseLogs.Length, state.Chain!.Seq);
    }

    [Fact]
    public void The_head_after_a_write_goes_into_the_events_of_that_write()
    {
        var (state, events) = AuditChain.Extend(Keys, null, Some.Created().State);

        Assert.Equal([state.Chain!.Head], events.Select(row => row.Head));
        Assert.All(events, row => Assert.True(AuditEvents.IsIntact(Keys, row)));
    }

    [Fact]
    public void A_write_without_a_line_leaves_the_head_and_seals_the_row_anew()
    {
        var before = Chained(Some.At("Processing"));
        var after = Chained(before, before with { Attempts = 4, NextActionAt = Some.Now.AddHours(3), Payout = before.Payout with { Version = before.Payout.Version + 1 } });

        Assert.Equal(before.Chain!.Head, after.Chain!.Head);
        Assert.NotEqual(before.Chain.Seal, after.Chain.Seal);
        Assert.True(Check(after).IsIntact);
    }

    [Fact]
    public void A_payout_with_more_than_a_hundred_lines_is_intact_and_begins_after_its_base()
    {
        var state = Chained(Some.At("Processing"));
        for (var i = 0; i < 150; i++)
        {
            state = Chained(state, WithLine(state, $"line {i}"));
            Assert.True(Check(state).IsIntact, $"after line {i}");
        }

        Assert.Equal(PayoutHistory.MostLines, state.Payout.ResponseLogs.Length);
        Assert.NotNull(state.Chain!.Base);
        Assert.Equal(152, state.Chain.Seq);
        Assert.False(Check(Altered(state, payout => payout with { ResponseLogs = payout.ResponseLogs.RemoveAt(1) })).IsOfLines);
    }

    [Fact]
    public void A_line_that_moves_because_it_is_repeated_is_chained_again()
    {
        var state = Chained(Some.At("Processing"));
        foreach (var message in (string[])["a", "b", "c", "a", "b", "c"])
        {
            state = Chained(state, WithLine(state, message));
            Assert.True(Check(state).IsIntact);
        }

        Assert.Equal([null, null, 1, 1, 1], state.Payout.ResponseLogs.Select(line => line.Repeated));
    }

    [Fact]
    public void Each_part_of_a_row_is_told_apart_when_it_is_altered()
    {
        var state = Chained(Some.At("Confirmed"));

        Assert.Equal((true, false, true), Parts(Altered(state, payout => payout with { Request = payout.Request with { Amount = 26m } })));
        Assert.Equal((true, true, false), Parts(Altered(state, payout => payout with { ResponseLogs = payout.ResponseLogs.SetItem(1, payout.ResponseLogs[1] with { Message = "so" }) })));
        Assert.Equal((false, true, true), Parts(Altered(state, payout => payout with { Txid = "0xab" })));
        Assert.Equal((false, true, true), Parts(state with { Chain = state.Chain! with { Head = state.Chain.Request } }));
        Assert.Equal((false, true, true), Parts(state with { Chain = state.Chain! with { Base = "so" } }));
    }

    [Fact]
    public void What_was_altered_stays_found_after_every_later_write()
    {
        var state = Chained(Some.At("Processing"));
        PayoutState[] altered =
        [
            Altered(state, payout => payout with { Request = payout.Request with { WalletAddress = "TX" } }),
            Altered(state, payout => payout with { ResponseLogs = payout.ResponseLogs.SetItem(0, payout.ResponseLogs[0] with { By = Some.Ana }) }),
            Altered(state, payout => payout with { HeleketTransactionId = "other" }),
            state with { Chain = state.Chain! with { Seq = 9 } },
        ];
        foreach (var one in altered)
        {
            var (found, next) = (Parts(one), one);
            for (var i = 0; i < 120; i++)
            {
                next = Chained(next, WithLine(next, $"{i / 2}"));
                Assert.Equal(found, Parts(next));
            }
        }
    }

    [Fact]
    public void Two_payouts_that_are_swapped_are_both_found()
    {
        var one = Chained(Some.At("Processing"));
        var other = Chained(PayoutMachine.Create(Some.Id[1..] + "0", Some.Command(), Some.Now).State);

        Assert.False(Check(one with { Payout = one.Payout with { Id = other.Payout.Id } }).IsSealed);
        Assert.False(Check(one with { Chain = other.Chain }).IsSealed);
    }

    [Fact]
    public void A_new_key_takes_over_at_the_next_write_what_an_old_one_made()
    {
        var made = Chained(Some.At("Processing"));
        var both = new AuditKeys(Second, [First]);

        Assert.Equal((true, First.Id), (AuditChain.Check(both, made)!.IsIntact, AuditChain.Check(both, made)!.Key.Id));
        var after = AuditChain.Extend(both, made, WithLine(made, "more")).State;
        Assert.True(AuditChain.Check(new AuditKeys(Second, []), after)!.IsIntact);
        Assert.Equal(made.Chain!.Head, after.Chain!.Base);
    }

    [Fact]
    public void What_was_made_with_a_key_that_nobody_has_is_never_made_to_verify()
    {
        var made = Chained(Some.At("Processing"));
        var after = AuditChain.Extend(new AuditKeys(Second, []), made, WithLine(made, "more")).State;

        Assert.False(AuditChain.Check(new AuditKeys(Second, []), after)!.IsIntact);
        Assert.False(AuditChain.Check(new AuditKeys(Second, [First]), after)!.IsIntact);
    }

    [Fact]
    public void Without_a_key_nothing_verifies_unless_that_was_said()
    {
        var unkeyed = AuditChain.Extend(AuditKeys.None, null, Some.At("Processing")).State;

        Assert.True(AuditChain.Check(AuditKeys.None, unkeyed)!.IsIntact);
        Assert.False(Check(unkeyed).IsSealed);
        Assert.True(AuditChain.Check(new AuditKeys(First, [AuditKey.None]), unkeyed)!.IsIntact);
    }

    [Fact]
    public void A_payout_of_an_earlier_release_begins_its_chain_at_the_next_write()
    {
        var old = Some.At("Processing");

        Assert.Null(AuditChain.Check(Keys, old));
        var begun = Chained(old, WithLine(old, "more"));
        Assert.True(Check(begun).IsIntact);
        Assert.Equal((old.Payout.Version + 1, (long)begun.Payout.ResponseLogs.Length), (begun.Chain!.Since, begun.Chain.Seq));
    }

    [Fact]
    public void Zeros_at_the_end_of_an_amount_are_no_change()
    {
        var state = Chained(Some.At("Processing"));

        Assert.True(Check(Altered(state, payout => payout with { Request = payout.Request with { Amount = 25.500m } })).IsIntact);
    }

    internal static AuditKey AKey(int number) => AuditKey.Parse(Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + number))]))!;

    private static readonly ImmutableArray<PayoutEvent> Life =
    [
        new PayoutEvent.AnswerLost("timeout"),
        new PayoutEvent.LookUpFailed("503"),
        new PayoutEvent.LookedUp(Some.Report("process")),
        new PayoutEvent.LookedUp(Some.Report("process") with { Txid = "0xab", Fee = 1.20m }),
        new PayoutEvent.LookedUp(Some.Report("paid", true)),
    ];

    private static ChainVerdict Check(PayoutState state) => AuditChain.Check(Keys, state)!;

    private static (bool, bool, bool) Parts(PayoutState state) => (Check(state).IsSealed, Check(state).IsOfRequest, Check(state).IsOfLines);

    private static PayoutState Chained(PayoutState state) => AuditChain.Extend(Keys, null, state).State;

    private static PayoutState Chained(PayoutState before, PayoutState after) => AuditChain.Extend(Keys, before, after).State;

    private static PayoutState Next(PayoutState state, PayoutEvent happened) => Chained(state, Some.After(state, happened));

    private static PayoutState Altered(PayoutState state, Func<Payout, Payout> change) => state with { Payout = change(state.Payout) };

    private static PayoutState WithLine(PayoutState state, string message)
    {
        var payout = state.Payout;
        var line = new ResponseLog { At = Some.Now.AddSeconds(payout.Version), Source = LogSource.Poll, Status = payout.Status, Detail = payout.Detail, Message = message, Version = payout.Version + 1 };
        return Altered(state, old => old with { Version = old.Version + 1, ResponseLogs = PayoutHistory.Add(old.ResponseLogs, line) });
    }
}
