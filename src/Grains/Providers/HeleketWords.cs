using Payouts.Grains.Payouts;

namespace Payouts.Grains.Providers;

/// <summary>The meaning of Heleket's statuses. No other code compares them.</summary>
public static class HeleketWords
{
    /// <summary>The meaning of a status, in its exact spelling. An unknown one means "still processing".</summary>
    public static ProviderStatus Read(string word) => word switch
    {
        "paid" => ProviderStatus.Paid,
        "fail" => ProviderStatus.Failed,
        "system_fail" => ProviderStatus.SystemFailed,
        "cancel" => ProviderStatus.Cancelled,
        _ => ProviderStatus.Processing,
    };
}
