using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Storage;

/// <summary>Adds up parked payouts that are read one by one.</summary>
internal sealed class ParkedSums
{
    private readonly Dictionary<(string ClientId, string Asset, string Network), (long Count, Sum Amount)> _sums = [];

    /// <summary>Adds one.</summary>
    public void Add(string clientId, string asset, string network, Sum amount)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (clientId, asset, network), out _);
        sum = (sum.Count + 1, sum.Amount + amount);
    }

    /// <summary>The sums, in the order of their names.</summary>
    public ImmutableArray<ParkedSum> ToImmutable() =>
        Ordered(_sums.Select(sum => new ParkedSum(sum.Key.ClientId, sum.Key.Asset, sum.Key.Network, sum.Value.Count, sum.Value.Amount)));

    /// <summary>The same order for sums that a database made.</summary>
    public static ImmutableArray<ParkedSum> Ordered(IEnumerable<ParkedSum> sums) =>
    [
        .. sums.OrderBy(sum => sum.ClientId, StringComparer.Ordinal)
            .ThenBy(sum => sum.Asset, StringComparer.Ordinal)
            .ThenBy(sum => sum.Network, StringComparer.Ordinal),
    ];
}
