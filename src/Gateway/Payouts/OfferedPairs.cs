using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Payouts;

/// <summary>Whether Heleket pays out an asset on a network. Availability passes, and limits move with the rate: a payout waits for the one, Heleket checks the others.</summary>
internal static class OfferedPairs
{
    /// <summary>What is wrong with the pair by a good list; <see langword="null"/> without one.</summary>
    public static FieldError? Fault(ServiceList services, string asset, string network)
    {
        if (!services.IsGood || services.Find(asset, network) is not null)
        {
            return null;
        }

        var networks = services.Services.Where(service => service.Asset == asset).Select(service => service.Network).ToList();
        return networks.Count == 0
            ? new("/asset", $"is not an asset that Heleket pays out: {asset}.")
            : new("/network", $"{asset} is not paid out on {network}; networks: {string.Join(", ", networks)}.");
    }

    /// <summary>Whether only a list could tell, and none was ever read.</summary>
    public static bool IsUnknown(ServiceList services, string asset, string network) => !services.IsGood && !UsualPairs.Contains(asset, network);
}
