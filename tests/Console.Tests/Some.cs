using Payouts.Client;

namespace Payouts.Console.Tests;

/// <summary>Payouts for tests: confirmed, unless they say something else.</summary>
internal static class Some
{
    public const string Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    public static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static Payout Payout(string id = "1", decimal amount = 25.5m, string address = Address, string? memo = null, PayoutStatus? status = null, PayoutDetail? detail = null, PayoutReason? reason = null,
        double hoursAgo = 48, bool attention = false) => new()
        {
            Id = id.PadLeft(32, '0'),
            IdempotencyKey = "k-" + id,
            ClientId = "c-1042",
            Asset = "USDT",
            Network = "TRON",
            Amount = amount,
            WalletAddress = address,
            Memo = memo,
            Origin = PayoutOrigin.Manual,
            Metadata = new Dictionary<string, string>(),
            FeePayer = FeePayer.Merchant,
            Status = detail is null ? status ?? PayoutStatus.Confirmed : status ?? PayoutStatus.Pending,
            Detail = detail,
            Reason = reason,
            Since = Now.AddHours(-hoursAgo),
            SettledAt = detail is null ? Now.AddHours(-hoursAgo) : null,
            Cancellable = false,
            Money = detail is null ? Ended(status ?? PayoutStatus.Confirmed, reason) : Under(detail.Value),
            NeedsAttention = attention,
            RequestedAt = Now.AddHours(-hoursAgo),
            CreatedAt = Now.AddHours(-hoursAgo),
            UpdatedAt = Now.AddHours(-hoursAgo),
            Version = 3,
            ResponseLogs = []
        };

    // As the service says it (docs/lifecycle.md, "What comes next").
    private static MoneyPlace Ended(PayoutStatus status, PayoutReason? reason) =>
        reason == PayoutReason.ContradictedFinal ? MoneyPlace.Unknown : status == PayoutStatus.Confirmed ? MoneyPlace.Gone : MoneyPlace.Back;

    private static MoneyPlace Under(PayoutDetail detail) =>
        detail == PayoutDetail.OutcomeUnknown || detail == PayoutDetail.Submitting ? MoneyPlace.Unknown
        : detail == PayoutDetail.Processing || detail == PayoutDetail.FailedProvisional ? MoneyPlace.Provider : MoneyPlace.Ours;
}
