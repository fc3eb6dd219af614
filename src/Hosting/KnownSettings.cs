using System.Collections.Immutable;

namespace Payouts.Hosting;

/// <summary>
/// Every setting of ours, by its environment name (docs/operations.md, "Settings"). A setting must be declared here, or
/// the reader refuses to read it; any other name in one of our sections is a misspelling and stops the host; and the
/// README's table has exactly these.
/// </summary>
/// <remarks>
/// <c>N</c> stands for one name that the operator chooses, <c>*</c> at the end for anything deeper. A host also knows
/// the settings of the other hosts: one settings file may serve a whole cluster.
/// </remarks>
public static class KnownSettings
{
    /// <summary>All settings.</summary>
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
        "ApiKeys__N__Person",
        "Roles__N__Scopes__N",
        "Oidc__Authority",
        "Oidc__ClientId",
        "Oidc__ClientSecret",
        "Oidc__RoleClaim",
        "Oidc__RequiredAcr",
        "RateLimit__ConcurrentRequests",
        "Addresses__AllowOffCurve",

        "Console__Enabled",
        "Console__Urls",
        "Console__ApiUrl",
        "Console__Explorers__N",

        "Storage__Provider",
        "ConnectionStrings__Payouts",

        "Cluster__Provider",
        "ConnectionStrings__Cluster",
        "Cluster__Id",
        "Cluster__SiloPort",
        "Cluster__GatewayPort",
        "Cluster__AdvertisedAddress",

        "ConnectionStrings__Documents",
        "Documents__Rebind",

        "Payouts__FirstPollAfter",
        "Payouts__MaxPollInterval",
        "Payouts__ResubmitGrace",
        "Payouts__QueueExpiry",
        "Payouts__SweepInterval",

        "Controls__Lease",

        "Events__Retention",

        "Controls__SecondPerson",
        "Audit__Key",
        "Audit__SigningKey",
        "Audit__OldKeys__N",
        "Audit__CheckpointEvery",

        "Log__Format",

        "Simulator__*",
    ];
}
