namespace Heleket;

/// <summary>How to reach Heleket.</summary>
public sealed class HeleketOptions
{
    /// <summary>The real service's base URL.</summary>
    public static readonly Uri DefaultProjectUrl = new("https://api.heleket.com/");

    /// <summary>The base URL; a path in it is kept (<c>http://127.0.0.1:8080/simulator/</c>), a missing last slash is added.</summary>
    public Uri ProjectUrl { get; set; } = DefaultProjectUrl;

    /// <summary>The merchant's uuid, sent as the header <c>merchant</c>.</summary>
    public string MerchantId { get; set; } = "";

    /// <summary>The payout key: signs payouts and transfers, verifies payout webhooks.</summary>
    public string PayoutKey { get; set; } = "";

    /// <summary>The payment key, only for <c>/v1/balance</c>.</summary>
    public string? PaymentKey { get; set; }

    /// <summary>One call's limit. Between 1 second and 5 minutes; 30 seconds by default, as Heleket's own SDKs have it.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a read, the first included; a create is never repeated. 1 to 10.</summary>
    public int ReadAttempts { get; set; } = 3;

    /// <summary>Calls under way at once; more wait, before their time limit starts. 1 to 10,000.</summary>
    public int MaxConcurrentCalls { get; set; } = 64;
}
