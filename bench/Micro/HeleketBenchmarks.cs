using System.Text;
using BenchmarkDotNet.Attributes;
using Heleket;

namespace Payouts.Micro;

/// <summary>What each call to Heleket and each webhook costs here.</summary>
public class HeleketBenchmarks
{
    private const string Webhook = """
        {"type":"payout","uuid":"a7c0caec-a594-4aaa-b1c4-77d511857594","order_id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","amount":"25.50000000","merchant_amount":"26.50000000","commission":"1.00000000","is_final":true,"status":"paid","txid":"5e58a7a1f7e3b0c9d2648f1b3a5c7e9d0f2b4a6c8e1d3f5b7a9c0e2d4f6b8a1c","currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"25.50000000"}
        """;

    private readonly string _key = "micro-payout-key";

    private readonly byte[] _create = """
        {"amount":"25.5","currency":"USDT","network":"TRON","order_id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","url_callback":"https://payouts.example/payouts/webhook","is_subtract":true}
        """u8.ToArray();

    private readonly CreatePayoutRequest _asked = new()
    {
        Amount = 25.5m,
        Currency = "USDT",
        Network = "TRON",
        OrderId = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a",
        Address = Life.TronAddress,
        IsSubtract = true,
    };

    private readonly PayoutInfo _echo = new()
    {
        Uuid = "a7c0caec-a594-4aaa-b1c4-77d511857594",
        Status = "process",
        IsFinal = false,
        Amount = 25.50000000m,
        Currency = "USDT",
        Network = "tron",
        Address = Life.TronAddress,
        OrderId = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a",
    };

    private byte[] _genuine = [];
    private byte[] _forged = [];

    /// <summary>Signs the webhook, once with our key and once with a stranger's.</summary>
    [GlobalSetup]
    public void Sign()
    {
        _genuine = Signed(_key);
        _forged = Signed("a-stranger's-key");
        if (WebhookVerifier.Verify(_genuine, _key) is not WebhookOutcome.Genuine || WebhookVerifier.Verify(_forged, _key) is not WebhookOutcome.BadSignature)
        {
            throw new InvalidOperationException("One webhook is genuine, the other is not.");
        }
    }

    /// <summary>The signature of a create's body.</summary>
    [Benchmark]
    public string SignCreate() => HeleketSignature.Compute(_create, _key);

    /// <summary>A genuine webhook, from bytes to what it says.</summary>
    [Benchmark]
    public object VerifyGenuine() => WebhookVerifier.Verify(_genuine, _key);

    /// <summary>A stranger's webhook, which is encoded anew, too, before it is refused.</summary>
    [Benchmark]
    public object VerifyForged() => WebhookVerifier.Verify(_forged, _key);

    /// <summary>An answer compared with what was asked.</summary>
    [Benchmark]
    public object EchoDifferences() => EchoCheck.Differences(_asked, _echo);

    private static byte[] Signed(string key) =>
        Encoding.UTF8.GetBytes($"{Webhook[..^1]},\"sign\":\"{HeleketSignature.Compute(Encoding.UTF8.GetBytes(Webhook), key)}\"}}");
}
