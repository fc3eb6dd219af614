using Payouts.Grains.Payouts;

namespace Payouts.Grains.Providers;

/// <summary>What Heleket's words for a status mean. No other code compares them.</summary>
public static class HeleketWords
{
    /// <summary>The meaning of a word, in its exact spelling. One that we do not know means "still going".</summary>
    public static ProviderStatus Read(string word) => word switch
    {
        "paid" => ProviderStatus.Paid,
        "fail" => ProviderStatus.Failed,
        "system_fail" => ProviderStatus.SystemFailed,
        "cancel" => ProviderStatus.Cancelled,
        _ => ProviderStatus.Processing,
    };
}
