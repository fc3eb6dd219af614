using Payouts.Client;

namespace Payouts.Console.Limits;

/// <summary>What may leave for a client in a time, and what has.</summary>
/// <param name="Client">The client.</param>
/// <param name="Limits">Those that may be about its payouts.</param>
/// <param name="Counts">How much of them is used, in their order; of one that counts apart by what the client was never paid in there is none.</param>
public sealed record LimitsModel(string Client, IReadOnlyList<Limit> Limits, IReadOnlyList<CountedLimit> Counts)
{
    /// <summary>The path of a client's limits.</summary>
    public static string PathOf(string client) => $"/console/clients/{Uri.EscapeDataString(client)}/limits";
}

/// <summary>A limit with one of its counts.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Usage">How much of it is used.</param>
public sealed record CountedLimit(Limit Limit, LimitUsage Usage)
{
    /// <summary>The counts to ask for: of a limit that counts coins or networks apart, one for each that the client was paid in lately.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="client">The client.</param>
    /// <param name="newest">Its newest payouts.</param>
    public static IReadOnlyList<LimitCount> Wanted(Limit limit, string client, IEnumerable<Payout> newest)
    {
        ArgumentNullException.ThrowIfNull(limit);
        var owner = limit.Per.Contains(LimitPer.Client) ? client : null;
        var (byAsset, byNetwork) = (limit.Per.Contains(LimitPer.Asset), limit.Per.Contains(LimitPer.Network));
        return byAsset || byNetwork
            ? [.. newest.Select(payout => new LimitCount { ClientId = owner, Asset = byAsset ? payout.Asset : null, Network = byNetwork ? payout.Network : null }).Distinct()]
            : [new LimitCount { ClientId = owner }];
    }
}
