using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>What operators ask first (docs/http-api.md, "System").</summary>
public abstract class FactsContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task An_empty_store_has_nothing_to_tell() =>
        Assert.Equal(new StoreFacts(null, null, null, null), await Store.ReadFactsAsync(CancellationToken.None));

    [Fact]
    public async Task The_oldest_unknown_outcome_is_the_one_that_has_been_unknown_for_longest()
    {
        await InsertAsync(
        [
            Unknown("older", createdAt: A.Start, since: A.Start.AddMinutes(9)),
            Unknown("younger", createdAt: A.Start.AddMinutes(1), since: A.Start.AddMinutes(8).AddMilliseconds(123)),
            A.Payout("queued", createdAt: A.Start.AddMinutes(2)),
        ]);

        Assert.Equal(A.Start.AddMinutes(8).AddMilliseconds(123), (await Store.ReadFactsAsync(CancellationToken.None)).OldestUnknownSince);
    }

    [Fact]
    public async Task Those_that_wait_for_people_are_counted_with_the_one_that_has_waited_for_longest()
    {
        Assert.Equal(new WaitingApprovals(0, null), await Store.CountWaitingAsync(CancellationToken.None));
        var decided = Waiting("decided", A.Start.AddMinutes(-1));
        await InsertAsync([A.Payout("queued"), Waiting("younger", A.Start.AddMinutes(9)), Waiting("older", A.Start.AddMinutes(8).AddMilliseconds(120)), decided]);
        await ChangeAsync(decided, state => state.In(PayoutStatus.Cancelled) with { NextActionAt = null });

        Assert.Equal(new WaitingApprovals(2, A.Start.AddMinutes(8).AddMilliseconds(120)), await Store.CountWaitingAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_oldest_open_payout_is_neither_final_nor_scheduled_for_later()
    {
        var final = A.Payout("final", createdAt: A.Start);
        var sent = A.Payout("sent", createdAt: A.Start.AddMinutes(2));
        await InsertAsync([final, Scheduled("scheduled", A.Start.AddMinutes(1)), sent, A.Payout("queued", createdAt: A.Start.AddMinutes(3))]);
        await ChangeAsync(final, state => state.In(PayoutStatus.Confirmed) with { NextActionAt = null });
        sent = await ChangeAsync(sent, state => state.In(PayoutStatus.Broadcast));

        Assert.Equal(A.Start.AddMinutes(2), (await Store.ReadFactsAsync(CancellationToken.None)).OldestOpenSince);

        await ChangeAsync(sent, state => state.In(PayoutStatus.Failed) with { NextActionAt = null });
        Assert.Equal(A.Start.AddMinutes(3), (await Store.ReadFactsAsync(CancellationToken.None)).OldestOpenSince);
    }

    [Fact]
    public async Task The_feed_ends_with_the_last_event_and_nothing_is_unseen_once_it_was_read()
    {
        var state = A.Payout("k");
        await InsertAsync(state);
        await ChangeAsync(state, old => old.In(PayoutStatus.Broadcast).With(payout => payout with { UpdatedAt = A.Start.AddSeconds(7) }));
        await Store.ReadEventsAsync(null, 10, CancellationToken.None);

        var facts = await Store.ReadFactsAsync(CancellationToken.None);

        Assert.Equal((A.Start.AddSeconds(7), null), (facts.FeedEndAt, facts.UnseenSince));
    }

    private static PayoutState Unknown(string key, DateTimeOffset createdAt, DateTimeOffset since) =>
        A.Payout(key, createdAt: createdAt).With(payout => payout with { Detail = PayoutDetail.OutcomeUnknown }) with { Since = since };

    private static PayoutState Waiting(string key, DateTimeOffset since) =>
        A.Payout(key).With(payout => payout with { Detail = PayoutDetail.AwaitingApproval }) with { Since = since };

    private static PayoutState Scheduled(string key, DateTimeOffset createdAt) =>
        A.Payout(key, createdAt: createdAt).With(payout => payout with { Detail = PayoutDetail.Scheduled });
}
