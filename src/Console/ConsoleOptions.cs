using System.Collections.Immutable;

namespace Payouts.Console;

/// <summary>What an operator sets of the console (README, "Configure it").</summary>
/// <param name="Enabled"><c>Console__Enabled</c>: whether its routes are there at all.</param>
/// <param name="Urls">
/// <c>Console__Urls</c>: where it alone answers, and the API does not; empty: wherever the host listens.
/// </param>
/// <param name="ApiUrl"><c>Console__ApiUrl</c>: the API that it calls; <see langword="null"/>: the host's own, by http where it can.</param>
/// <param name="Explorers">
/// <c>Console__Explorers__NETWORK</c>: by network, in upper case, the page of a transaction, an absolute URL with
/// <c>{txid}</c> in it.
/// </param>
public sealed record ConsoleOptions(bool Enabled, ImmutableArray<string> Urls, Uri? ApiUrl, ImmutableDictionary<string, string> Explorers)
{
    /// <summary>What stands in an explorer's URL for the transaction.</summary>
    public const string TxidPlace = "{txid}";

    /// <summary>The page of a transaction; <see langword="null"/> when none is set for its network.</summary>
    /// <param name="network">As the API writes it, in upper case.</param>
    /// <param name="txid">The transaction's hash.</param>
    public string? ExplorerOf(string network, string txid) =>
        Explorers.TryGetValue(network, out var page) ? page.Replace(TxidPlace, Uri.EscapeDataString(txid), StringComparison.Ordinal) : null;
}
