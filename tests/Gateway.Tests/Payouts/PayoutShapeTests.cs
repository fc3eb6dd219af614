using System.Buffers;
using System.Text;
using System.Text.Json;
using Payouts.Gateway.Clients;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PayoutShapeTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, 7, TimeSpan.Zero);

    [Fact]
    public void A_payout_is_written_member_by_member_as_the_contract_shows_it()
    {
        var payout = new Payout
        {
            Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a",
            IdempotencyKey = "k",
            Request = new()
            {
                ClientId = "c-1042",
                Asset = "USDT",
                Network = "TRON",
                Amount = 25.50m,
                WalletAddress = "T...",
                Reference = "bonus-2026-11",
                RequestedBy = "ana@example.com",
                Origin = PayoutOrigin.Bonus,
                FeePayer = FeePayer.Recipient,
                ScheduledFor = At,
                Metadata = new PayoutRequest { ClientId = "", Asset = "", Network = "", Amount = 0, WalletAddress = "" }.Metadata.Add("ticket", "7781"),
            },
            Status = PayoutStatus.Broadcast,
            Detail = PayoutDetail.FailedProvisional,
            Reason = PayoutReason.ProviderSystemFailure,
            NeedsAttention = true,
            HeleketTransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594",
            HeleketStatus = "process",
            Txid = "5e58",
            Fee = 1.00m,
            MaxFee = 1.50m,
            Debited = 26.50m,
            Received = 25.5m,
            AcceptedAt = At,
            RequestedAt = At,
            CreatedAt = At,
            UpdatedAt = At,
            Version = 4,
            ClaimedBy = "ana",
            Policy = new(7, "large-usdt"),
            Approval = new()
            {
                Rule = "large-usdt",
                PolicyVersion = 7,
                Needed = [new(null, 2)],
                ExpiresAt = At,
                Makers = ["bob"],
                Decisions = [new("ana", "oidc", At, 1, ApprovalWord.Approved)],
            },
            ResponseLogs =
            [
                new() { At = At, Source = LogSource.Webhook, Status = PayoutStatus.Broadcast, Detail = PayoutDetail.Processing, HeleketStatus = "process", IsFinal = true, Message = "m" },
                new() { At = At, Source = LogSource.Operator, Status = PayoutStatus.Broadcast, Version = 4, Reason = PayoutReason.EchoMismatch, NeedsAttention = true, By = new("ana", null) },
            ],
            Standing = new() { Since = At, Next = NextStep.Poll, NextAt = At, Attempt = 3, Money = MoneyPlace.Provider, Actions = [PayoutAction.LookUp, PayoutAction.ResolveAttention] },
        };

        Assert.Equal(
            """
            {"id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","idempotency_key":"k","account":"main","client_id":"c-1042","asset":"USDT","network":"TRON","amount":"25.5","wallet_address":"T...","memo":null,"origin":"bonus","reference":"bonus-2026-11","requested_by":"ana@example.com","metadata":{"ticket":"7781"},"fee_payer":"recipient","status":"broadcast","detail":"failed_provisional","reason":"provider_system_failure","cancellable":false,"needs_attention":true,"claimed_by":"ana","created_by":null,"policy":{"version":7,"rule":"large-usdt"},"approval":{"rule":"large-usdt","policy_version":7,"needed":[{"role":null,"count":2}],"given":1,"expires_at":"2026-11-23T10:00:00.007Z","makers":["bob"],"decisions":[{"by":"ana","via":"oidc","role":null,"at":"2026-11-23T10:00:00.007Z","version":1,"decision":"approved","reason":null}],"outcome":null},"since":"2026-11-23T10:00:00.007Z","next":{"what":"poll","at":"2026-11-23T10:00:00.007Z","attempt":3},"money":"provider","actions":["look_up","resolve_attention"],"heleket_transaction_id":"a7c0caec-a594-4aaa-b1c4-77d511857594","heleket_status":"process","txid":"5e58","max_fee":"1.5","fee":"1","debited":"26.5","received":"25.5","scheduled_for":"2026-11-23T10:00:00.007Z","requested_at":"2026-11-23T10:00:00.007Z","created_at":"2026-11-23T10:00:00.007Z","updated_at":"2026-11-23T10:00:00.007Z","accepted_at":"2026-11-23T10:00:00.007Z","settled_at":null,"version":4,"response_logs":[{"at":"2026-11-23T10:00:00.007Z","source":"webhook","status":"broadcast","detail":"processing","heleket_status":"process","is_final":true,"message":"m","count":1,"first_at":"2026-11-23T10:00:00.007Z","version":null,"reason":null,"needs_attention":false,"by":null},{"at":"2026-11-23T10:00:00.007Z","source":"operator","status":"broadcast","detail":null,"heleket_status":null,"is_final":false,"message":null,"count":1,"first_at":"2026-11-23T10:00:00.007Z","version":4,"reason":"echo_mismatch","needs_attention":true,"by":{"person":"ana","key":null}}]}
            """,
            Write(writer => PayoutShape.Payout.Write(writer, payout)));
    }

    [Fact]
    public void What_is_not_there_is_null_and_a_queued_payout_is_cancellable()
    {
        var payout = new Payout
        {
            Id = "i",
            IdempotencyKey = "k",
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Queued,
            RequestedAt = At,
            CreatedAt = At,
            UpdatedAt = At,
            Version = 1,
            Standing = new() { Since = At, Next = NextStep.Nothing, Attempt = 0, Money = MoneyPlace.Ours },
            Request = new() { ClientId = "c", Asset = "BTC", Network = "BTC", Amount = 0.00000001m, WalletAddress = "b" },
        };
        using var json = JsonDocument.Parse(Write(writer => PayoutShape.Payout.Write(writer, payout)));
        var root = json.RootElement;
        Assert.All(
            ["memo", "reference", "requested_by", "reason", "heleket_transaction_id", "heleket_status", "txid", "max_fee", "fee", "debited", "received", "accepted_at", "scheduled_for", "claimed_by", "created_by", "policy", "approval", "settled_at"],
            name => Assert.Equal(JsonValueKind.Null, root.GetProperty(name).ValueKind));
        Assert.Equal("0.00000001", root.GetProperty("amount").GetString());
        Assert.True(root.GetProperty("cancellable").GetBoolean());
        Assert.Equal("{}", root.GetProperty("metadata").GetRawText());
        Assert.Equal("[]", root.GetProperty("response_logs").GetRawText());
    }

    [Fact]
    public void Statistics_are_ordered_by_asset_and_then_status()
    {
        var stats = new ClientStats
        {
            ClientId = "c-1042",
            Payouts = 4,
            FirstPayoutAt = At,
            Totals = [new("USDT", PayoutStatus.Pending, 1, 4.2500m), new("USDT", PayoutStatus.Confirmed, 2, 51.0m), new("BTC", PayoutStatus.Failed, 1, 0.1m)],
        };
        Assert.Equal(
            """
            {"client_id":"c-1042","payouts":4,"totals":[{"asset":"BTC","status":"failed","count":1,"amount":"0.1"},{"asset":"USDT","status":"confirmed","count":2,"amount":"51"},{"asset":"USDT","status":"pending","count":1,"amount":"4.25"}],"first_payout_at":"2026-11-23T10:00:00.007Z","last_payout_at":null}
            """,
            Write(writer => StatsShape.Stats.Write(writer, stats)));
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
