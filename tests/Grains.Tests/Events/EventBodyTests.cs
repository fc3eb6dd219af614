using System.Collections.Immutable;
using System.Text.Json;
using Payouts.Grains.Events;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Events;

/// <summary>What an event shows of its payout (docs/http-api.md, "Events").</summary>
public sealed class EventBodyTests
{
    [Fact]
    public void What_never_changes_comes_from_the_request_and_the_rest_from_the_version()
    {
        var before = Some.At("Processing").Payout with
        {
            Request = Some.Request with { Reference = "r", Origin = PayoutOrigin.Bonus, FeePayer = FeePayer.Recipient, Metadata = Some.Request.Metadata.Add("k", "v") },
        };
        var paid = PayoutMachine.Apply(new() { Payout = before, Since = Some.Now }, new LookedUp(Some.Report("paid", true) with { Txid = "0xab", Fee = 1m }), Some.Options, Some.Now.AddSeconds(3)).State.Payout;

        var shown = EventBody.Of(Assert.Single(PayoutEvents.Of(before, paid)), paid with { NeedsAttention = true, Reason = PayoutReason.ContradictedFinal, Version = 9 });

        Assert.Equal(($"evt_{Some.Id}_3", "payout.confirmed", Some.Now.AddSeconds(3)), (shown.Id, shown.Type, shown.Timestamp));
        Assert.Equal(
            new PayoutEventData
            {
                PayoutId = Some.Id,
                Version = 3,
                ClientId = "c-1042",
                Reference = "r",
                Metadata = before.Request.Metadata,
                Origin = PayoutOrigin.Bonus,
                Asset = "USDT",
                Network = "TRON",
                Amount = 25.5m,
                FeePayer = FeePayer.Recipient,
                Status = PayoutStatus.Confirmed,
                PreviousStatus = PayoutStatus.Broadcast,
                Detail = null,
                Reason = null,
                IsFinal = true,
                NeedsAttention = false,
                HeleketTransactionId = Some.Uuid,
                Txid = "0xab",
                Fee = 1m,
                IsTruncated = false,
            },
            shown.Data);
    }

    [Fact]
    public void No_address_memo_key_message_or_requester_is_in_an_event()
    {
        const string secret = "never-shown";
        var command = new CreatePayout(secret, Some.Request with { WalletAddress = secret, Memo = secret, RequestedBy = secret }, Some.Now);
        var created = PayoutMachine.Create(Some.Id, command, Some.Now).State;
        var lost = Some.After(created, new AnswerLost(secret));
        var versions = new[] { created.Payout, lost.Payout, Some.After(lost, new EchoMismatched([secret], LogSource.Poll)).Payout };

        var rows = versions.Zip(versions.Skip(1), PayoutEvents.Of).Prepend(PayoutEvents.Of(null, created.Payout)).SelectMany(made => made).ToList();

        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(secret, JsonSerializer.Serialize(EventBody.Of(row, versions[^1])), StringComparison.Ordinal));
        Assert.Contains(secret, JsonSerializer.Serialize(versions[^1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payout.attention_needed", true)]
    [InlineData("payout.attention_cleared", true)]
    [InlineData("payout.created", false)]
    [InlineData("payout.updated", false)]
    [InlineData("payout.failed", false)]
    public void An_event_about_attention_has_an_id_of_its_own(string type, bool isAttention)
    {
        var payout = Some.At("Scheduled").Payout;
        var row = PayoutEvents.Of(null, payout)[0] with { Type = type };

        Assert.Equal($"evt_{Some.Id}_1{(isAttention ? "_a" : "")}", EventBody.Of(row, payout).Id);
    }

    [Fact]
    public void A_payout_that_is_older_than_its_event_or_another_one_is_refused()
    {
        var payout = Some.At("Processing").Payout;
        var row = PayoutEvents.Of(Some.At("Submitting").Payout, payout)[0];

        Assert.Throws<InvalidDataException>(() => EventBody.Of(row, Some.At("Submitting").Payout));
        Assert.Throws<InvalidDataException>(() => EventBody.Of(row, payout with { Id = new('a', 32) }));
    }

    [Fact]
    public void Lines_without_a_version_which_an_older_release_wrote_tell_nothing()
    {
        var payout = Some.At("Processing").Payout;
        var old = payout with { ResponseLogs = [.. payout.ResponseLogs.Select(line => line with { Version = null })] };

        var shown = EventBody.Of(PayoutEvents.Of(Some.At("Submitting").Payout, payout)[0], old).Data;

        Assert.Equal((null, false), (shown.HeleketTransactionId, shown.IsTruncated));
    }

    [Fact]
    public void A_member_whose_line_may_be_gone_is_null_and_the_event_says_so()
    {
        var versions = ManyFees(150);
        var (first, last) = (versions[0], versions[^1]);
        var accepted = Row(versions, 2);
        var young = Row(versions, 140);

        var whole = EventBody.Of(accepted, versions[1]).Data;
        Assert.Equal((Some.Uuid, 1m, false), (whole.HeleketTransactionId, whole.Fee, whole.IsTruncated));

        Assert.All([accepted, young], row =>
        {
            var cut = EventBody.Of(row, last).Data;
            Assert.Equal((null, null, null, true), (cut.HeleketTransactionId, cut.Txid, cut.Fee, cut.IsTruncated));
            Assert.Equal((row.Status, row.Detail, row.Was), (cut.Status, cut.Detail, cut.PreviousStatus));
        });
        Assert.False(EventBody.Of(PayoutEvents.Of(null, first)[0], last).Data.IsTruncated);
    }

    [Fact]
    public void A_cut_history_still_tells_what_its_lines_tell()
    {
        var versions = ManyFees(150);
        var told = versions[^1] with
        {
            ResponseLogs = [.. versions[^1].ResponseLogs.Select((line, index) => index == 1 ? line with { Txid = "0xab", HeleketTransactionId = Some.Uuid } : line)],
        };

        var shown = EventBody.Of(Row(versions, 140), told).Data;

        Assert.Equal((Some.Uuid, "0xab", 139m, false), (shown.HeleketTransactionId, shown.Txid, shown.Fee, shown.IsTruncated));
    }

    /// <summary>A life in which each version has another fee, so that every line is evidence.</summary>
    private static ImmutableArray<Payout> ManyFees(int versions)
    {
        var state = Some.At("Submitting");
        var all = ImmutableArray.Create(state.Payout);
        for (var version = 2; version <= versions; version++)
        {
            state = Some.After(state, new LookedUp(Some.Report("process") with { Fee = version - 1 }));
            all = all.Add(state.Payout);
        }

        return all;
    }

    /// <summary>The row that this version would have made had it changed the detail.</summary>
    private static EventRow Row(ImmutableArray<Payout> versions, int version)
    {
        var payout = versions[version - 1];
        return PayoutEvents.Of(payout with { Detail = PayoutDetail.FailedProvisional }, payout)[0];
    }
}
