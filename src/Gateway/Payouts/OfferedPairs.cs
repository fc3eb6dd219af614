using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// Whether Heleket pays out an asset on a network. Neither availability nor limits are checked: a payout waits until
/// its pair is available, and Heleket checks the limits, which move with the rate.
/// </summary>
internal static class OfferedPairs
{
    /// <summary>The pair's error by a good list; <see langword="null"/> without such a list.</summary>
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

    /// <summary>Whether only a list could tell, and none has been read yet.</summary>
    public static bool IsUnknown(ServiceList services, string asset, string network) => !services.IsGood && !UsualPairs.Contains(asset, network);
}
