using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Payouts.Grains.Events;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Events;

/// <summary>What holds for the events of any life of a payout (docs/http-api.md, "Events").</summary>
public sealed class EventBodyPropertyTests
{
    private static readonly Gen<ProviderReport> AnyReport = Gen.Select(
        OneOf("process", "check", "paid", "fail", "cancel", "system_fail", "teleported"),
        Gen.Bool,
        OneOf(LogSource.Poll, LogSource.Webhook, LogSource.Submit),
        OneOf(null, null, "0xab", "0xcd"),
        OneOf<decimal?>(null, null, 1m, 1.5m),
        (word, isFinal, source, txid, fee) => Some.Report(word, isFinal, source) with { Txid = txid, Fee = fee });

    private static readonly Gen<PayoutEvent> AnyEvent = Gen.OneOf(
        Gen.Const<PayoutEvent>(new Woken()),
        Gen.Const<PayoutEvent>(new Woken()),
        Gen.Const<PayoutEvent>(new CancelRequested()),
        AnyReport.Select(PayoutEvent (report) => new Accepted(report)),
        Gen.Const<PayoutEvent>(new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT")),
        Gen.Const<PayoutEvent>(new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds")),
        Gen.Const<PayoutEvent>(new NotSent("connection refused")),
        Gen.Const<PayoutEvent>(new AnswerLost("timeout")),
        Gen.Const<PayoutEvent>(new EchoMismatched(["amount"], LogSource.Submit)),
        AnyReport.Select(PayoutEvent (report) => new LookedUp(report)),
        AnyReport.Select(PayoutEvent (report) => new LookedUp(report with { IsFinal = false })),
        Gen.Const<PayoutEvent>(new NotFound()),
        Gen.Const<PayoutEvent>(new LookUpFailed("502")),
        AnyReport.Select(PayoutEvent (report) => new Notified(report)),
        AnyReport.Select(PayoutEvent (report) => new Unconfirmed(report)));

    /// <summary>Nothing that ends a life, and mostly lines that can be left out of a long history.</summary>
    private static readonly Gen<PayoutEvent> AnyNews = Gen.Frequency(
        (9, AnyReport.Select(PayoutEvent (report) => new LookedUp(report with { IsFinal = false, Txid = null, Fee = null }))),
        (1, AnyReport.Select(PayoutEvent (report) => new LookedUp(report with { IsFinal = false }))));

    private static readonly Gen<(bool IsScheduled, (PayoutEvent Event, int Minutes)[] Steps)> AnyLife = Gen.Select(
        Gen.Bool,
        Gen.Frequency((60, Gen.Select(AnyEvent, Gen.Int[0, 600]).Array[1, 40]), (1, Gen.Select(AnyNews, Gen.Int[0, 9]).Array[150, 180])));

    [Fact]
    public void The_body_of_each_event_is_the_same_bytes_after_every_later_write_and_equals_what_its_version_showed()
    {
        var (events, cut) = (0, 0);
        AnyLife.Sample(
            life =>
            {
                var versions = Versions(life.IsScheduled, life.Steps);
                var rows = versions.Zip(versions.Skip(1), PayoutEvents.Of).Prepend(PayoutEvents.Of(null, versions[0])).SelectMany(made => made).ToList();
                foreach (var row in rows)
                {
                    var later = versions.SkipWhile(payout => payout.Version < row.Version).ToList();
                    var first = EventBody.Of(row, later[0]);
                    ShowsWhatWasStored(first, later[0], versions.LastOrDefault(payout => payout.Version < row.Version));
                    var bytes = Bytes(first);
                    Assert.DoesNotContain(later, payout => !bytes.AsSpan().SequenceEqual(Bytes(EventBody.Of(row, payout))));
                    Interlocked.Increment(ref events);
                }

                Assert.Equal(rows.Count, rows.Select(EventBody.IdOf).Distinct().Count());
                Interlocked.Add(ref cut, versions[^1].ResponseLogs.Length == PayoutHistory.MostLines ? 1 : 0);
            },
            iter: 1000);
        Assert.True(events > 2000 && cut > 0, $"{events} events and {cut} lives whose history was cut show too little.");
    }

    private static void ShowsWhatWasStored(FeedEvent shown, Payout stored, Payout? before)
    {
        var data = shown.Data;
        Assert.Equal(
            (stored.Id, stored.Version, stored.Status, stored.Detail, stored.Reason, stored.NeedsAttention, stored.IsFinal),
            (data.PayoutId, data.Version, data.Status, data.Detail, data.Reason, data.NeedsAttention, data.IsFinal));
        Assert.Equal((stored.HeleketTransactionId, stored.Txid, stored.Fee, false), (data.HeleketTransactionId, data.Txid, data.Fee, data.IsTruncated));

        // Of two events of one version only the first is the change of status.
        var previous = EventTypes.IsAttention(shown.Type) ? stored.Status : before?.Status;
        Assert.Equal((previous, before is null ? stored.CreatedAt : stored.UpdatedAt), (data.PreviousStatus, shown.Timestamp));
    }

    private static ImmutableArray<Payout> Versions(bool isScheduled, (PayoutEvent Event, int Minutes)[] steps)
    {
        var state = Some.Created(isScheduled ? Some.Now.AddHours(1) : null).State;
        var versions = ImmutableArray.CreateBuilder<Payout>();
        versions.Add(state.Payout);
        var now = Some.Now;
        foreach (var (happened, minutes) in steps)
        {
            now += TimeSpan.FromMinutes(minutes);
            if (state.Payout.Cancellable && happened is Refused or NotSent or AnswerLost)
            {
                continue;
            }

            var next = PayoutMachine.Apply(state, happened, Some.Options, now).State;
            if (!ReferenceEquals(state, next))
            {
                versions.Add(next.Payout);
            }

            state = next;
        }

        return versions.ToImmutable();
    }

    private static byte[] Bytes(FeedEvent shown) => JsonSerializer.SerializeToUtf8Bytes(shown);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
