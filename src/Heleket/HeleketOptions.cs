namespace Heleket;

/// <summary>Settings of the Heleket client.</summary>
public sealed class HeleketOptions
{
    /// <summary>The real service's base URL.</summary>
    public static readonly Uri DefaultProjectUrl = new("https://api.heleket.com/");

    /// <summary>
    /// The base URL. A path in it is kept (<c>http://127.0.0.1:8080/simulator/</c>), and a missing trailing slash is
    /// added.
    /// </summary>
    public Uri ProjectUrl { get; set; } = DefaultProjectUrl;

    /// <summary>The merchant's uuid, sent in the <c>merchant</c> header.</summary>
    public string MerchantId { get; set; } = "";

    /// <summary>The payout key: signs payouts and transfers, verifies payout webhooks.</summary>
    public string PayoutKey { get; set; } = "";

    /// <summary>The payment key, needed only for <c>/v1/balance</c>.</summary>
    public string? PaymentKey { get; set; }

    /// <summary>
    /// The time limit of one call, between 1 second and 5 minutes. 30 seconds by default, as in Heleket's own SDKs.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a read, including the first, 1 to 10. A create is never repeated.</summary>
    public int ReadAttempts { get; set; } = 3;

    /// <summary>
    /// Concurrent calls, 1 to 10,000. Further calls wait, and their time limit starts only after the wait.
    /// </summary>
    public int MaxConcurrentCalls { get; set; } = 64;
}
