namespace Heleket.Tests;

/// <summary>Golden bodies and their signatures (docs/heleket.md, "Request signature"; docs/heleket.md, "Webhook signature").</summary>
internal static class Vectors
{
    // A golden signature is computed anew by: printf %s "$BODY" | base64 -w0 | { cat; printf %s "$KEY"; } | md5sum
    public const string PayoutKey = "hk_test_payout_key_5f2c9d7a";
    public const string PaymentKey = "hk_test_payment_key_11aa22bb";

    public const string R3 = """{"amount":"5","currency":"USDT","network":"TRON","order_id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","url_callback":"https://merchant.example/hooks/payout","is_subtract":true}""";
    public const string R4 = """{"amount":"5","currency":"USDT","network":"TRON","order_id":"7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","url_callback":"https:\/\/merchant.example\/hooks\/payout","is_subtract":true}""";
    public const string R5 = """{"uuid":"8b03432e-385b-4670-8d06-064591096795"}""";
    public const string R6 = """{"date_from":"2026-05-04 00:00:00","date_to":"2026-05-16 23:59:59"}""";
    public const string R7 = """{"amount":"1.5","currency":"TON","network":"TON","order_id":"ton-000001","address":"EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N","is_subtract":true,"memo":"счёт 42 é"}""";
    public const string R8 = """{"amount":"1.5","currency":"TON","network":"TON","order_id":"ton-000001","address":"EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N","is_subtract":true,"memo":"\u0441\u0447\u0451\u0442 42 \u00e9"}""";

    public const string W1 = """{"type":"payout","uuid":"2b852d86-3cf1-43fb-b1bb-36f0b7d12151","order_id":"129359","amount":"207.00000000","merchant_amount":"207.30000000","commission":"0.30000000","is_final":true,"status":"paid","txid":"0xcf8","currency":"USDT","network":"bsc","payer_currency":"USDT","payer_amount":"207.00000000"}""";
    public const string W2 = """{"type":"payout","uuid":"5b0c7f5e-0f1b-4a6e-9b0a-2d7a5f8e9c11","order_id":"ton-000001","amount":"1.50000000","merchant_amount":"1.52000000","commission":"0.02000000","is_final":true,"status":"paid","txid":"q8Jx\/4nT+Zk0\/aBcD3f5Gh7iJkLmNoPqRsTuVwXyZ0=","currency":"TON","network":"ton","payer_currency":"TON","payer_amount":"1.50000000"}""";
    public const string W3 = """{"type":"payout","uuid":"c0a4e1de-7a53-4d0c-8f33-6f0a9f2b7d10","order_id":"выплата-42_é","amount":"10.00000000","merchant_amount":"10.00000000","commission":"1.00000000","is_final":false,"status":"process","txid":null,"currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"9.00000000"}""";
    public const string W3Escaped = """{"type":"payout","uuid":"c0a4e1de-7a53-4d0c-8f33-6f0a9f2b7d10","order_id":"\u0432\u044b\u043f\u043b\u0430\u0442\u0430-42_\u00e9","amount":"10.00000000","merchant_amount":"10.00000000","commission":"1.00000000","is_final":false,"status":"process","txid":null,"currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"9.00000000"}""";
    public const string W4 = """{"type":"payout","uuid":"0d9d2f8a-6f0e-4b9b-a6c3-3f2f1f0e9d8c","order_id":"fail-0001","amount":"25.00000000","merchant_amount":"26.00000000","commission":"1.00000000","is_final":false,"status":"fail","currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"25.00000000"}""";
    public const string W5 = """{"type":"payout","uuid":"0d9d2f8a-6f0e-4b9b-a6c3-3f2f1f0e9d8c","order_id":"fail-0001","amount":"25.00000000","merchant_amount":"26.00000000","commission":"1.00000000","is_final":true,"status":"fail","currency":"USDT","network":"tron","payer_currency":"USDT","payer_amount":"25.00000000"}""";

    public const string W1Sign = "5d6a017564b16c157217447de92d680a";
    public const string W2Sign = "239d50c680c4db0005d5099913e38ab6";
    public const string W3Sign = "acd6cf76f7243fd8b57008147754c2b7";
    public const string W4Sign = "7e76de995600a78c8d63752fd9c32675";
    public const string W5Sign = "132033e1a40252ea0677ad98759e1920";

    /// <summary>As Heleket delivers it: <c>sign</c> last.</summary>
    public static string Delivered(string signedBytes, string sign) => $$"""{{signedBytes[..^1]}},"sign":"{{sign}}"}""";
}
