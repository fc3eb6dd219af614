using System.Runtime.InteropServices;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>Adds up, by network, for databases that cannot add exactly.</summary>
internal sealed class FundsSums
{
    private readonly Dictionary<string, (long Count, Sum Amount)> _sums = new(StringComparer.Ordinal);

    /// <summary>One payout more.</summary>
    public void Add(string network, Sum amount)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, network, out _);
        sum = (sum.Count + 1, sum.Amount + amount);
    }

    /// <summary>What was added.</summary>
    public IReadOnlyList<FundsSum> ToList() => [.. _sums.Select(sum => new FundsSum(sum.Key, sum.Value.Count, sum.Value.Amount))];
}
