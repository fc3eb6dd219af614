using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>What is stored is read back to the last digit, also after a restart.</summary>
public abstract class DocumentContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task A_payout_with_every_member_set_survives_a_restart()
    {
        var state = Full();
        await InsertAsync(state);

        await ReopenAsync();

        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_is_the_same_after_a_restart_and_can_be_changed_on()
    {
        var states = Enumerable.Range(0, 300).Select(i => A.Payout($"k{i}", createdAt: A.Start.AddSeconds(i))).ToList();
        await InsertAsync(states);
        await Store.FoldStatsAsync(100, CancellationToken.None);
        var statsBefore = await Store.ReadStatsAsync("c-1", CancellationToken.None);
        var dueBefore = await Store.FindDueAsync(3, A.Start.AddDays(1), 300, CancellationToken.None);

        await ReopenAsync();

        foreach (var state in states)
        {
            Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
        }

        var stats = await Store.ReadStatsAsync("c-1", CancellationToken.None);
        Assert.Equal(statsBefore.Totals, stats.Totals);
        Assert.NotEmpty(dueBefore);
        Assert.Equal(dueBefore, await Store.FindDueAsync(3, A.Start.AddDays(1), 300, CancellationToken.None));
        await ChangeAsync(states[0], state => state.In(PayoutStatus.Broadcast));
    }

    [Theory]
    [InlineData("999999999999999999.99999999")]
    [InlineData("0.00000001")]
    [InlineData("999999999999999999")]
    [InlineData("0.1")]
    [InlineData("123456789012345678.12345678")]
    public async Task An_amount_is_exact_in_the_payout_the_page_and_the_totals(string text)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        await InsertAsync(A.Payout("k", amount: amount).With(payout => payout with { Fee = amount }));

        var read = (await Store.ReadAsync(A.Id("c-1", "k"), CancellationToken.None))!.Payout;
        var listed = (await Store.QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts[0];
        var unfolded = await Store.ReadStatsAsync("c-1", CancellationToken.None);
        await Store.FoldStatsAsync(10, CancellationToken.None);
        var folded = await Store.ReadStatsAsync("c-1", CancellationToken.None);

        Assert.All(
            [read.Request.Amount, read.Fee!.Value, listed.Request.Amount],
            found => Assert.Equal(text, found.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal([amount, amount], new[] { unfolded.Totals[0].Amount, folded.Totals[0].Amount });
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond_in_utc()
    {
        var at = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.Zero);
        var state = A.Payout("k", createdAt: at) with { NextActionAt = at.AddMilliseconds(1), NotFoundSince = at, QueuedSince = at };
        await InsertAsync(state);

        var read = (await Store.ReadAsync(state.Payout.Id, CancellationToken.None))!;

        Assert.Equal(at, read.Payout.CreatedAt);
        Assert.Equal(TimeSpan.Zero, read.Payout.CreatedAt.Offset);
        Assert.Equal(at.AddMilliseconds(1), read.NextActionAt);
        Assert.Equal(at, read.NotFoundSince);
        Assert.Equal(at, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).FirstPayoutAt);
    }

    [Theory]
    [InlineData("Zürich, Ελλάδα, 北京, Київ, مرحبا, 🚀👩‍👩‍👧")]
    [InlineData("\"quoted\" \\ back / slash \n\t\u0001 <tag> & 'apostrophe' ; DROP TABLE payouts; -- $id @p0 {\"$gt\": 1}")]
    [InlineData("e\u0301 is not \u00e9; \u202eright to left\u202c; \uffff")]
    public async Task Any_text_comes_back_as_it_went_in(string text)
    {
        var state = A.Payout("k").With(payout => payout with
        {
            Request = payout.Request with
            {
                Reference = text,
                RequestedBy = text,
                Metadata = payout.Request.Metadata.Add("note", text),
            },
            ResponseLogs = [new ResponseLog { At = A.Start, Source = LogSource.Poll, Status = PayoutStatus.Pending, Message = text }],
        });
        await InsertAsync(state);

        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_document_of_a_megabyte_is_kept_whole_and_replaced()
    {
        var message = string.Concat(Enumerable.Repeat("Ж北🚀abcdef", 100_000));
        var line = new ResponseLog { At = A.Start, Source = LogSource.Webhook, Status = PayoutStatus.Pending, Message = message };
        var state = A.Payout("k").With(payout => payout with { ResponseLogs = [line] });
        await InsertAsync(state);
        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));

        var smaller = await ChangeAsync(state, old => old.With(payout => payout with { ResponseLogs = [] }));

        Same.State(smaller, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    /// <summary>The same as the first release stored it, without the members that were added later.</summary>
    internal static PayoutState Oldest() => Full().With(payout => payout with
    {
        Account = Payout.MainAccount,
        AcceptedAt = null,
        SettledAt = null,
        MaxFee = null,
        Debited = null,
        Received = null,
        ClaimedBy = null,
        Approval = null,
        Policy = null,
        ResponseLogs = [.. payout.ResponseLogs.Select(Oldest)],
    }) with
    {
        FailedLookUps = null,
        ResolvedAt = null,
        IsDoubtResolved = null,
        Holds = null,
        AddressId = null,
        Chain = null,
    };

    /// <summary>What is read of it: its last line stands for the version that was stored.</summary>
    internal static PayoutState OldestRead() => Oldest().With(payout => payout with
    {
        AcceptedAt = A.Start,
        ResponseLogs = payout.ResponseLogs.SetItem(1, payout.ResponseLogs[1] with
        {
            Version = 1,
            Reason = PayoutReason.EchoMismatch,
            NeedsAttention = true,
            Txid = "0xabc",
            Fee = 0.10m,
            HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
        }),
    });

    internal static PayoutState Full() => new()
    {
        Payout = new Payout
        {
            Id = A.Id("c-1", "full"),
            IdempotencyKey = "full:~.-_",
            Request = new PayoutRequest
            {
                ClientId = "c-1",
                Asset = "TON",
                Network = "TON",
                Amount = 12.34567891m,
                WalletAddress = "UQ-address",
                Memo = "memo",
                Origin = PayoutOrigin.Bonus,
                Reference = "bonus-2026-11",
                RequestedBy = "ana@example.com",
                ScheduledFor = A.Start.AddDays(1),
                FeePayer = FeePayer.Recipient,
                Metadata = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [new("ticket", "7781"), new KeyValuePair<string, string>("B", "")]),
            },
            Status = PayoutStatus.Broadcast,
            Detail = PayoutDetail.FailedProvisional,
            Reason = PayoutReason.EchoMismatch,
            NeedsAttention = true,
            HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
            HeleketStatus = "system_fail",
            Txid = "0xabc",
            Fee = 0.10m,
            RequestedAt = A.Start,
            CreatedAt = A.Start.AddMilliseconds(7),
            UpdatedAt = A.Start.AddMilliseconds(123),
            Version = 1,
            Account = "second",
            AcceptedAt = A.Start.AddMilliseconds(8),
            SettledAt = A.Start.AddMilliseconds(9),
            MaxFee = 0.20m,
            Debited = 12.44567891m,
            Received = 12.3m,
            ClaimedBy = "ana@example.com",
            Policy = new(7, "large-ton"),
            Approval = Approval() with { OverLimits = ["client-day"], Outcome = ApprovalOutcome.Approved },
            ResponseLogs =
            [
                new ResponseLog { At = A.Start, Source = LogSource.Api, Status = PayoutStatus.Pending, Detail = PayoutDetail.AwaitingApproval },
                new ResponseLog
                {
                    At = A.Start,
                    Source = LogSource.Submit,
                    Status = PayoutStatus.Broadcast,
                    HeleketStatus = "fail",
                    IsFinal = true,
                    Message = "m",
                    Repeated = 3,
                    FirstAt = A.Start.AddMilliseconds(-5),
                    Version = 7,
                    Reason = PayoutReason.EchoMismatch,
                    NeedsAttention = true,
                    Txid = "0xAbc",
                    Fee = 0.10m,
                    HeleketTransactionId = "A7C0",
                    By = new("ana@example.com", "console"),
                },
            ],
        },
        NextActionAt = A.Start.AddMinutes(1),
        Attempts = 4,
        Since = A.Start.AddMilliseconds(1),
        QueuedSince = A.Start.AddMilliseconds(2),
        NotFoundSince = A.Start.AddMilliseconds(3),
        UnknownSince = A.Start.AddMilliseconds(4),
        FailedLookUps = 2,
        ResolvedAt = A.Start.AddMilliseconds(5),
        IsDoubtResolved = true,
        Holds =
        [
            new("client-day/1.00:00:00/client=c-1", "0123456789abcdef", A.Start.AddMinutes(-24), 12.34567891m, IsOver: true),
            new("global-week/7.00:00:00", "fedcba9876543210", A.Start.AddMinutes(-168), 12.34567891m),
        ],
        AddressId = "0123456789abcdef0123456789abcdef",
        Chain = new PayoutChain(7, "head-7", "of-the-request", "of-the-rest", 2, "head-6"),
    };

    internal static PayoutApproval Approval() => new()
    {
        Rule = "large-ton",
        PolicyVersion = 7,
        Needed = [new("finance"), new(null, 2)],
        ExpiresAt = A.Start.AddDays(3),
        Makers = ["ana@example.com", "cem@example.com"],
        Decisions =
        [
            new("ben@example.com", "oidc", A.Start.AddHours(1), 1, ApprovalWord.Approved, "finance", "seen"),
            new("dora@example.com", "key", A.Start.AddMilliseconds(1), 2, ApprovalWord.Rejected),
        ],
    };

    private static ResponseLog Oldest(ResponseLog line) =>
        new() { At = line.At, Source = line.Source, Status = line.Status, Detail = line.Detail, HeleketStatus = line.HeleketStatus, IsFinal = line.IsFinal, Message = line.Message };
}
