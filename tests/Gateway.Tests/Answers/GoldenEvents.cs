using System.Globalization;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Events of every type that between them have every member present and absent, and every value of every enum.</summary>
internal static class GoldenEvents
{
    private static readonly DateTimeOffset At = new(2026, 11, 28, 10, 0, 3, 120, TimeSpan.Zero);

    private static readonly PayoutEventData Bare = new()
    {
        PayoutId = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a",
        Version = 1,
        ClientId = "c-1042",
        Metadata = GoldenPayouts.Bare.Request.Metadata,
        Origin = PayoutOrigin.Manual,
        Asset = "USDT",
        Network = "TRON",
        Amount = 25.50m,
        FeePayer = FeePayer.Merchant,
        Status = PayoutStatus.Pending,
        Detail = PayoutDetail.Submitting,
        IsFinal = false,
        NeedsAttention = false,
    };

    private static readonly PayoutEventData Full = Bare with
    {
        PayoutId = new('b', 32),
        Version = long.MaxValue,
        ClientId = "bound-1",
        Reference = "Rechnung \"é\" 'x' 🚀",
        Metadata = GoldenPayouts.Full.Request.Metadata,
        Origin = PayoutOrigin.Bonus,
        Asset = "TON",
        Network = "TON",
        Amount = 0.00000001m,
        FeePayer = FeePayer.Recipient,
        Status = PayoutStatus.Broadcast,
        PreviousStatus = PayoutStatus.Broadcast,
        Detail = PayoutDetail.FailedProvisional,
        Reason = PayoutReason.EchoMismatch,
        NeedsAttention = true,
        HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
        Txid = "0xAbC",
        Fee = 0.10m,
    };

    /// <summary>In the order of the feed.</summary>
    public static IReadOnlyList<FeedEvent> All { get; } = [.. Each()];

    private static IEnumerable<FeedEvent> Each()
    {
        yield return Of(EventTypes.Created, Bare);
        yield return Of(EventTypes.Updated, Full);
        yield return Of(EventTypes.AttentionNeeded, Full);
        yield return Of(EventTypes.AttentionCleared, Full with { NeedsAttention = false, Version = 7 });
        yield return Of(EventTypes.Updated, Full with { Version = 8, HeleketTransactionId = null, Txid = null, Fee = null, IsTruncated = true, Metadata = Bare.Metadata.Add("<é>", "\u0000") });
        foreach (var status in Enum.GetValues<PayoutStatus>().Where(status => status != PayoutStatus.Pending))
        {
            yield return Of(EventTypes.Became(status), Full with
            {
                PayoutId = ((int)status).ToString("x32", CultureInfo.InvariantCulture),
                Version = 4,
                Status = status,
                PreviousStatus = status - 1,
                Detail = status.IsFinal() ? null : PayoutDetail.Processing,
                Reason = null,
                IsFinal = status.IsFinal(),
            });
        }

        foreach (var (reason, index) in Enum.GetValues<PayoutReason>().Select((reason, index) => (reason, index)))
        {
            var details = Enum.GetValues<PayoutDetail>();
            yield return Of(EventTypes.Updated, Bare with
            {
                Version = 2 + index,
                Origin = (PayoutOrigin)(index % 3),
                Detail = details[index % details.Length],
                Reason = reason,
                PreviousStatus = index == 0 ? PayoutStatus.Cancelled : PayoutStatus.Pending,
            });
        }
    }

    private static FeedEvent Of(string type, PayoutEventData data) =>
        new(new FeedEventId(data.PayoutId, data.Version, EventTypes.IsAttention(type)).ToString(), type, At.AddMilliseconds(data.Version % 1000), data);
}
