using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Payouts;

/// <summary>Whether Heleket offers payouts of an asset on a network. Limits are Heleket's to check, since they move with the rate.</summary>
internal static class OfferedPairs
{
    /// <summary>What is wrong with the pair, or <see langword="null"/>, as it is while the list was never read.</summary>
    public static FieldError? Fault(ServiceList services, string asset, string network)
    {
        if (services.LoadedAt is null)
        {
            return null;
        }

        var networks = services.Services.Where(service => service.Asset == asset).ToList();
        if (networks.Count == 0)
        {
            return new("/asset", $"is not an asset that Heleket pays out: {asset}.");
        }

        return networks.Find(service => service.Network == network) switch
        {
            null => new("/network", $"{asset} is not paid out on {network}; networks: {string.Join(", ", networks.Select(service => service.Network))}."),
            { IsAvailable: false } => new("/network", $"Heleket does not take payouts of {asset} on {network} at the moment."),
            _ => null,
        };
    }
}
