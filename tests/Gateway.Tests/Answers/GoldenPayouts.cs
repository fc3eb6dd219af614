using System.Collections.Immutable;
using System.Globalization;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>
/// Payouts that between them have every member present and absent, every value of every enum, and whatever is hard to
/// write.
/// </summary>
internal static class GoldenPayouts
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    /// <summary>With required members only.</summary>
    public static readonly Payout Bare = new()
    {
        Id = Id(0),
        IdempotencyKey = "k",
        Request = new() { ClientId = "c-1042", Asset = "USDT", Network = "TRON", Amount = 25.5m, WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm" },
        Status = PayoutStatus.Pending,
        Detail = PayoutDetail.Queued,
        RequestedAt = At,
        CreatedAt = At,
        UpdatedAt = At,
        Version = 1,
        Standing = new() { Since = At, Next = NextStep.Send, NextAt = At.AddSeconds(30), Attempt = 1, Money = MoneyPlace.Ours, Actions = [PayoutAction.Cancel] },
    };

    /// <summary>With every member.</summary>
    public static readonly Payout Full = Bare with
    {
        IdempotencyKey = "full:~.-_",
        Request = Bare.Request with
        {
            ClientId = "bound-1",
            Asset = "TON",
            Network = "TON",
            Amount = 12.34567891m,
            WalletAddress = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N",
            Memo = "7781-042",
            Origin = PayoutOrigin.Bonus,
            Reference = "bonus-2026-11",
            RequestedBy = "ana@example.com",
            ScheduledFor = At.AddDays(1).AddMilliseconds(5),
            FeePayer = FeePayer.Recipient,
            Metadata = Pairs(("ticket", "7781"), ("B", ""), ("b", "2")),
        },
        Status = PayoutStatus.Broadcast,
        Detail = PayoutDetail.FailedProvisional,
        Reason = PayoutReason.EchoMismatch,
        NeedsAttention = true,
        HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
        HeleketStatus = "system_fail",
        Txid = "0xAbC",
        Fee = 0.10m,
        MaxFee = 0.20m,
        Debited = 12.44567891m,
        Received = 12.30m,
        Account = "second",
        AcceptedAt = At.AddMilliseconds(122),
        RequestedAt = At.AddMilliseconds(1),
        CreatedAt = At.AddMilliseconds(7),
        UpdatedAt = At.AddMilliseconds(123),
        SettledAt = At.AddMilliseconds(124),
        ClaimedBy = "ana@example.com",
        Version = long.MaxValue,
        Policy = new(7, "large-usdt"),
        Approval = new()
        {
            Rule = "large-usdt",
            PolicyVersion = 7,
            Needed = [new("treasurer"), new(null, 2)],
            ExpiresAt = At.AddDays(3),
            Makers = ["bob@example.com", "ana@example.com"],
            Decisions =
            [
                new("ben@example.com", "oidc", At.AddMinutes(1), 1, ApprovalWord.Approved, "treasurer", "Checked \"it\""),
                new("cleo", "key", At.AddMinutes(2), 2, ApprovalWord.Approved),
            ],
        },
        ResponseLogs = Logs(),
        Standing = new() { Since = At.AddMilliseconds(122), Next = NextStep.Poll, NextAt = At.AddMinutes(7), Attempt = int.MaxValue, Money = MoneyPlace.Provider, Actions = [.. Enum.GetValues<PayoutAction>()] },
    };

    /// <summary>What each payout shows, and the payout.</summary>
    public static IReadOnlyList<(string Title, Payout Payout)> All { get; } =
    [
        .. Each().Select((example, number) => (example.Title, example.Payout with { Id = Id(number) })),
    ];

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Title, Payout Payout)> Each() =>
    [
        ("A queued payout without optional members", Bare),
        ("A payout with every member", Full),
        .. Standings(),
        .. Enum.GetValues<PayoutReason>().Select(reason => ($"A failed payout, {reason}", Bare with { Status = PayoutStatus.Failed, Detail = null, Reason = reason })),
        .. Enum.GetValues<PayoutOrigin>().Select(origin => ($"Origin {origin}", Of(request => request with { Origin = origin }))),
        .. Enum.GetValues<FeePayer>().Select(payer => ($"The fee is borne by the {payer}", Of(request => request with { FeePayer = payer }))),
        .. Enum.GetValues<NextStep>().Select(next => ($"Next comes {next}", Bare with { Standing = Bare.Standing! with { Next = next, NextAt = null, Actions = [] } })),
        .. Enum.GetValues<MoneyPlace>().Select(place => ($"The money is {place}", Bare with { Standing = Bare.Standing! with { Money = place } })),
        .. Amounts(),
        .. Times(),
        .. Texts(),
        .. Approvals(),
    ];

    /// <summary>With the rule that asks for them, and each end.</summary>
    private static IEnumerable<(string, Payout)> Approvals()
    {
        var waiting = Bare with
        {
            Detail = PayoutDetail.AwaitingApproval,
            Reason = PayoutReason.ApprovalRequired,
            Policy = new(7, "large-usdt"),
            Approval = Full.Approval! with { Decisions = [] },
            Standing = Bare.Standing! with { Next = NextStep.WaitForPeople, NextAt = null, Actions = [PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject] },
        };
        yield return ("It waits for approvals", waiting);
        yield return ("It waits because of a limit", waiting with { Policy = new(7), Approval = waiting.Approval! with { Rule = "client-day", OverLimits = ["client-day"] } });
        yield return ("A rule holds it", waiting with { Reason = PayoutReason.Held, Approval = new() { Rule = "no-night", PolicyVersion = 7, Needed = [new()], IsHeld = true } });
        foreach (var outcome in Enum.GetValues<ApprovalOutcome>())
        {
            yield return ($"Its approval has ended, {outcome}", waiting with { Status = PayoutStatus.Cancelled, Detail = null, Approval = Full.Approval! with { Outcome = outcome } });
        }

        yield return ("It was rejected", waiting with
        {
            Status = PayoutStatus.Cancelled,
            Detail = null,
            Reason = PayoutReason.Rejected,
            Approval = waiting.Approval! with { Decisions = [new("ben@example.com", "oidc", At, 1, ApprovalWord.Rejected, null, "unknown receiver")], Outcome = ApprovalOutcome.Rejected },
        });
    }

    private static IEnumerable<(string, Payout)> Standings() =>
    [
        .. Enum.GetValues<PayoutDetail>().Select(detail => ($"A pending payout, {detail}", Bare with { Detail = detail })),
        .. Enum.GetValues<PayoutDetail>().Select(detail => ($"A broadcast payout, {detail}", Bare with { Status = PayoutStatus.Broadcast, Detail = detail })),
        .. Enum.GetValues<PayoutStatus>().Select(status => ($"A payout without a detail, {status}", Bare with { Status = status, Detail = null })),
    ];

    private static IEnumerable<(string, Payout)> Amounts()
    {
        decimal[] amounts = [1m, 1.50m, 10.00000000m, 0.00000001m, 0.000000000000000001m, 0.0000000000000000000000000001m, 999999999999999999.99999999m, 79228162514264337593543950335m];
        foreach (var amount in amounts)
        {
            yield return ($"An amount and a fee of {amount}", Of(request => request with { Amount = amount }) with { Fee = amount });
        }

        yield return ("No fee at all: 0.00", Bare with { Fee = 0.00m });
    }

    private static IEnumerable<(string, Payout)> Times()
    {
        (string, DateTimeOffset)[] times =
        [
            ("of a millisecond", At.AddMilliseconds(7)),
            ("with less than a millisecond, which is cut off", At.AddTicks(9_999)),
            ("of another offset", new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.FromHours(-2))),
            ("that is the first", DateTimeOffset.MinValue),
            ("that is the last", DateTimeOffset.MaxValue),
        ];
        return times.Select(time => ($"A time {time.Item1}", Of(request => request with { ScheduledFor = time.Item2 }) with
        {
            RequestedAt = time.Item2,
            CreatedAt = time.Item2,
            UpdatedAt = time.Item2,
            ResponseLogs = [new() { At = time.Item2, FirstAt = time.Item2, Source = LogSource.Api, Status = PayoutStatus.Pending }],
        }));
    }

    private static IEnumerable<(string, Payout)> Texts()
    {
        string[] texts =
        [
            "<b class='x'>\"Tom\" & 'Jerry'</b> \\ / + ` = %",
            "Zürich, Ελλάδα, 北京, Київ, مرحبا",
            "🚀 👩‍👩‍👧 𝔘",
            "line\u2028paragraph\u2029next\u0085no-break\u00a0soft\u00adzero\u200bbom\ufeff\u202eright to left\u202c",
            "\t tab, \n line feed, \r return, \b\f, \u0001\u001f\u007f\u009f",
            "e\u0301 is not \u00e9; not a character: \uffff\ufffe, private: \ue000",
            "half a \ud83d pair",
        ];
        return texts.Select(text => ($"A text with odd characters, {string.Join(' ', text.Where(letter => letter > '~' || letter < ' ').Take(4).Select(letter => $"U+{(int)letter:X4}"))}", Of(request => request with
        {
            Memo = text,
            Reference = text,
            RequestedBy = text,
            Metadata = Pairs((text, text), ("a", text), ("é", ""), ("🚀", ""), ("Z", ""), ("", "")),
        }) with
        {
            HeleketStatus = text,
            Txid = text,
            ResponseLogs = [new() { At = At, Source = LogSource.Poll, Status = PayoutStatus.Pending, HeleketStatus = text, Message = text }],
        }));
    }

    /// <summary>A line of every source, with each of its members set and unset.</summary>
    private static ImmutableArray<ResponseLog> Logs() =>
    [
        new() { At = At, Source = LogSource.Api, Status = PayoutStatus.Pending, By = new("bob@example.com", "shop") },
        .. Enum.GetValues<LogSource>().Select(source => new ResponseLog { At = At, Source = source, Status = PayoutStatus.Pending }),
        .. Enum.GetValues<PayoutStatus>().Select(status => new ResponseLog { At = At, Source = LogSource.Poll, Status = status, HeleketStatus = "process" }),
        .. Enum.GetValues<PayoutDetail>().Select(detail => new ResponseLog { At = At, Source = LogSource.Webhook, Status = PayoutStatus.Pending, Detail = detail }),
        new() { At = At.AddSeconds(9), Source = LogSource.Poll, Status = PayoutStatus.Broadcast, IsFinal = true, Message = "m", Repeated = 3, FirstAt = At.AddMilliseconds(-5) },
        new() { At = At, Source = LogSource.Poll, Status = PayoutStatus.Broadcast, Repeated = 0 },
        .. Enum.GetValues<PayoutReason>().Select((reason, i) => new ResponseLog { At = At, Source = LogSource.System, Status = PayoutStatus.Failed, Version = i + 1, Reason = reason, NeedsAttention = i % 2 == 0 }),
        new() { At = At, Source = LogSource.Operator, Status = PayoutStatus.Broadcast, By = new("ana@example.com", "console") },
        new() { At = At, Source = LogSource.Operator, Status = PayoutStatus.Broadcast, By = new(null, null) },
    ];

    private static Payout Of(Func<PayoutRequest, PayoutRequest> change) => Bare with { Request = change(Bare.Request) };

    private static ImmutableSortedDictionary<string, string> Pairs(params (string Name, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
