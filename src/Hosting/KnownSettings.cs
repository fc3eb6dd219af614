using System.Collections.Immutable;

namespace Payouts.Hosting;

/// <summary>
/// Every setting that is ours, by its environment name (docs/operations.md, "Settings"). Whoever reads a setting declares it here, or the
/// reader refuses to read it; whatever else stands in one of our sections is misspelt and stops the host; and the README's table has just
/// these.
/// </summary>
/// <remarks>
/// <c>N</c> stands for one word that the operator chooses, <c>*</c> at the end for anything deeper. A host knows the settings of the others too:
/// one file of settings may serve all of a cluster.
/// </remarks>
public static class KnownSettings
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "HELEKET_PROJECT_URL",
        "HELEKET_MERCHANT_ID",
        "HELEKET_API_KEY",
        "HELEKET_PAYMENT_API_KEY",
        "HELEKET_CALLBACK_URL",
        "Heleket__Timeout",
        "Heleket__ReadAttempts",
        "Heleket__MaxConcurrentCalls",

        "ApiKeys__N__Name",
        "ApiKeys__N__Sha256",
        "ApiKeys__N__Scopes__N",
        "ApiKeys__N__ClientId",
        "RateLimit__ConcurrentRequests",
        "Addresses__AllowOffCurve",

        "Storage__Provider",
        "ConnectionStrings__Payouts",

        "Cluster__Provider",
        "ConnectionStrings__Cluster",
        "Cluster__Id",
        "Cluster__SiloPort",
        "Cluster__GatewayPort",
        "Cluster__AdvertisedAddress",

        "Payouts__FirstPollAfter",
        "Payouts__MaxPollInterval",
        "Payouts__ResubmitGrace",
        "Payouts__QueueExpiry",
        "Payouts__SweepInterval",

        "Log__Format",

        "Simulator__*",
    ];
}
