using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Stored;

/// <summary>
/// States that between them have every member set and unset, every value of every enum, and whatever is hard to store.
/// </summary>
internal static class GoldenStates
{
    private const string Odd = "<b class='x'>\"Tom\" & 'Jerry'</b> \\ / + ` \u00e9 e\u0301 Київ 🚀 \u2028\u0085\u00a0\ufeff\u202e\uffff \t\n\r\u0001\u007f $id {\"$gt\": 1} a.b";

    /// <summary>With required members only.</summary>
    public static readonly PayoutState Bare = A.Payout("bare").With(payout => payout with { Detail = null }) with { NextActionAt = null };

    /// <summary>What each state shows, and the state. No two have the same id.</summary>
    public static IReadOnlyList<(string Title, PayoutState State)> All { get; } =
    [
        ("What may be absent is", Bare),
        ("Everything is there", DocumentContract.Full()),
        ("As the first release knew it", DocumentContract.Oldest().With(payout => payout with { Id = A.Id("c-1", "oldest"), IdempotencyKey = "oldest" })),
        .. Enum.GetValues<PayoutStatus>().Select(status => ($"Status {status}", State($"{status}", payout => payout with { Status = status }))),
        .. Enum.GetValues<PayoutDetail>().Select(detail => ($"Detail {detail}", State($"{detail}", payout => payout with { Detail = detail }))),
        .. Enum.GetValues<PayoutReason>().Select(reason => ($"Reason {reason}", State($"{reason}", payout => payout with { Status = PayoutStatus.Failed, Reason = reason }))),
        .. Enum.GetValues<PayoutOrigin>().Select(origin => ($"Origin {origin}", State($"origin-{origin}", payout => payout with { Request = payout.Request with { Origin = origin } }))),
        .. Enum.GetValues<FeePayer>().Select(payer => ($"Fee payer {payer}", State($"{payer}", payout => payout with { Request = payout.Request with { FeePayer = payer } }))),
        ("Lines of every source, status and detail", State("lines", payout => payout with { ResponseLogs = Lines() })),
        .. Amounts(),
        .. Times(),
        ("A chain whose lines are all there", Bare.With(payout => payout with { Id = A.Id("c-1", "chained"), IdempotencyKey = "chained" }) with { Chain = new PayoutChain(1, "head-1", "of-the-request", "of-the-rest", 1) }),
        ("It waits for funds", State("funds", payout => payout with { Detail = PayoutDetail.Queued, Reason = PayoutReason.InsufficientFunds }) with { QueuedSince = A.Start.AddMilliseconds(6) }),
        ("A rule decided that it needs nobody", State("allowed", payout => payout with { Policy = new(7) })),
        ("Held by a rule", State("held", payout => payout with { Detail = PayoutDetail.AwaitingApproval, Policy = new(7, "night"), Approval = new() { Rule = "night", PolicyVersion = 7, Needed = [new()], IsHeld = true } })),
        .. Enum.GetValues<ApprovalOutcome>().Select(outcome => ($"Approval {outcome}", State($"approval-{outcome}", payout => payout with { Approval = DocumentContract.Approval() with { Outcome = outcome } }))),
        ("Odd characters wherever a text may have them", State("odd", WithOddTexts)),
        ("A hash in capitals and a great version", State("capitals", payout => payout with { Txid = "0xABC", HeleketTransactionId = "A7C0CAEC", Version = long.MaxValue - 1 })),
    ];

    /// <summary>The next state in the golden files of rows: something is changed, added and removed.</summary>
    public static PayoutState Following(PayoutState state) => state.Next(old => old.In(PayoutStatus.Confirmed) with { NextActionAt = null, Attempts = 0, UnknownSince = null, QueuedSince = A.Start })
        .With(payout => payout with { Txid = "0xDeF", HeleketTransactionId = null, NeedsAttention = !payout.NeedsAttention, UpdatedAt = payout.UpdatedAt.AddMilliseconds(1) });

    // Answers alone have it; flags that are stored only while they are true; and what is there wherever its record is.
    private static readonly string[] NeverStored =
    [
        "Payout.Standing is never set", "Payout.CreatedBy is never set", "PayoutState.IsDoubtResolved is never False", "LimitHold.IsOver is never False",
        "LimitHold.Bucket is never unset", "LimitHold.Amount is never unset", "DecidedBy.Version is never unset", "NeededApproval.Count is never unset",
        "ApprovalDecision.At is never unset", "ApprovalDecision.Version is never unset",
    ];

    /// <summary>The members and enum values that no state has.</summary>
    public static IReadOnlyList<string> Missing() =>
    [
        .. new MemberCoverage(typeof(PayoutState), typeof(Payout), typeof(PayoutRequest), typeof(ResponseLog), typeof(Caller), typeof(LimitHold), typeof(DecidedBy), typeof(PayoutApproval), typeof(NeededApproval), typeof(ApprovalDecision))
            .Missing(All.Select(example => example.State)).Where(missing => !NeverStored.Contains(missing)),
    ];

    private static IEnumerable<(string, PayoutState)> Amounts()
    {
        decimal[] amounts = [1m, 1.50m, 0.00000001m, 999999999999999999.99999999m];
        decimal[] fees = [.. amounts, 0.00m, 0.000000000000000001m, 79228162514264337593543950335m];
        return
        [
            .. amounts.Select(amount => ($"An amount of {amount}", State($"amount {amount}", payout => payout with { Request = payout.Request with { Amount = amount } }))),
            .. fees.Select(fee => ($"A fee of {fee}", State($"fee {fee}", payout => payout with { Fee = fee }))),
            .. fees.Select(most => ($"A fee of at most {most}", State($"max {most}", payout => payout with { MaxFee = most, Debited = most, Received = most }))),
        ];
    }

    private static IEnumerable<(string, PayoutState)> Times()
    {
        (string, DateTimeOffset)[] times =
        [
            ("a whole second", A.Start),
            ("a tenth of a second", A.Start.AddMilliseconds(100)),
            ("the last millisecond of a day", new DateTimeOffset(2028, 2, 29, 23, 59, 59, 999, TimeSpan.Zero)),
            ("before 1970", new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero)),
        ];
        return times.Select(time => ($"Times of {time.Item1}", State(time.Item1, payout => payout with
        {
            RequestedAt = time.Item2,
            CreatedAt = time.Item2,
            UpdatedAt = time.Item2,
            Request = payout.Request with { ScheduledFor = time.Item2 },
        }) with
        {
            NextActionAt = time.Item2,
            Since = time.Item2,
            QueuedSince = time.Item2,
            NotFoundSince = time.Item2,
            UnknownSince = time.Item2,
        }));
    }

    private static ImmutableArray<ResponseLog> Lines() =>
    [
        .. Enum.GetValues<LogSource>().Select(source => new ResponseLog { At = A.Start, Source = source, Status = PayoutStatus.Pending }),
        .. Enum.GetValues<PayoutStatus>().Select(status => new ResponseLog { At = A.Start, Source = LogSource.Poll, Status = status, HeleketStatus = "process" }),
        .. Enum.GetValues<PayoutDetail>().Select(detail => new ResponseLog { At = A.Start, Source = LogSource.Webhook, Status = PayoutStatus.Pending, Detail = detail }),
        new() { At = A.Start.AddSeconds(9), Source = LogSource.Poll, Status = PayoutStatus.Broadcast, IsFinal = true, Message = "m", Repeated = 3, FirstAt = A.Start.AddMilliseconds(-5) },
        new() { At = A.Start, Source = LogSource.Poll, Status = PayoutStatus.Broadcast, Repeated = 0 },
        .. Enum.GetValues<PayoutReason>().Select((reason, i) => new ResponseLog
        {
            At = A.Start,
            Source = LogSource.System,
            Status = PayoutStatus.Failed,
            Version = i + 1,
            Reason = reason,
            NeedsAttention = i % 2 == 0,
            Txid = i == 0 ? "0xAb" : null,
            Fee = i == 1 ? 0.00000001m : null,
            HeleketTransactionId = i == 2 ? "a7C0" : null,
        }),
        new() { At = A.Start, Source = LogSource.Operator, Status = PayoutStatus.Pending, By = new("ana@example.com") },
        new() { At = A.Start, Source = LogSource.Operator, Status = PayoutStatus.Pending, By = new(Key: "console") },
        new() { At = A.Start, Source = LogSource.Operator, Status = PayoutStatus.Pending, By = new() },
    ];

    private static Payout WithOddTexts(Payout payout) => payout with
    {
        HeleketStatus = Odd,
        HeleketTransactionId = Odd,
        Txid = Odd,
        ResponseLogs = [new() { At = A.Start, Source = LogSource.Poll, Status = PayoutStatus.Pending, HeleketStatus = Odd, Message = Odd }],
        Request = payout.Request with
        {
            Memo = Odd,
            Reference = Odd,
            RequestedBy = Odd,
            Metadata = payout.Request.Metadata.AddRange([new(Odd, Odd), new("$set", "1"), new("a.b", "2"), new("Z", ""), new("a", ""), new("é", ""), new("🚀", ""), new("", "3")]),
        },
    };

    private static PayoutState State(string key, Func<Payout, Payout> change) => A.Payout(key, client: "c-2").With(payout => change(payout with { Detail = null }));
}
