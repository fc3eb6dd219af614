namespace Payouts.Harness;

/// <summary>The settings of a standalone host in a test.</summary>
public static class TestHostSettings
{
    /// <summary>In Development on files of its own, with times that are short enough to wait for.</summary>
    /// <param name="folder">Where its files lie.</param>
    /// <param name="heleket">Heleket, or its simulator.</param>
    /// <param name="merchant">The merchant's uuid there.</param>
    /// <param name="payoutKey">The payout key there.</param>
    public static Dictionary<string, string> Quick(TestFolder folder, Uri heleket, string merchant, string payoutKey)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(heleket);
        return new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Payouts"] = $"Data Source={folder.Path}/payouts.db",
            ["ConnectionStrings__Documents"] = $"Data Source={folder.Path}/documents.db",
            ["HELEKET_PROJECT_URL"] = heleket.ToString(),
            ["HELEKET_MERCHANT_ID"] = merchant,
            ["HELEKET_API_KEY"] = payoutKey,
            ["Payouts__FirstPollAfter"] = "00:00:00.500",
            ["Payouts__MaxPollInterval"] = "00:00:02",
            ["Payouts__ResubmitGrace"] = "00:00:01",
            ["Payouts__SweepInterval"] = "00:00:00.500",
        };
    }
}
