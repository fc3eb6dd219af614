using System.Globalization;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What Heleket reports, beside what we asked for or hold.</summary>
/// <param name="Ours">What our column is called.</param>
/// <param name="Rows">What differs: its name, ours, and Heleket's.</param>
public sealed record Reported(string Ours, IReadOnlyList<(string Name, string Our, string Their)> Rows)
{
    // How a line of the history begins that names the fields; what Heleket shows in them is not recorded.
    private const string Mismatch = "Heleket shows another ";

    /// <summary>The two beside each other; <see langword="null"/> where Heleket reported nothing else.</summary>
    public static Reported? Of(Payout payout)
    {
        var lines = payout.ResponseLogs.Where(line => line.Reason == payout.Reason);
        return payout.Reason?.Value switch
        {
            "contradicted_final" when lines.LastOrDefault(line => line.HeleketStatus is not null) is { } line =>
                new("We hold", [("Status", StatusWord.Of(payout.Status.Value, null).Word, line.HeleketStatus + (line.IsFinal ? ", final" : ""))]),
            "echo_mismatch" when lines.LastOrDefault(line => line.Message?.StartsWith(Mismatch, StringComparison.Ordinal) == true) is { } line => new("Asked", Differing(payout, line.Message!.Split(' ', ','))),
            _ => null,
        };
    }

    private static List<(string Name, string Our, string Their)> Differing(Payout payout, string[] named)
    {
        (string Field, string Name, string Our)[] fields =
        [
            ("amount", "Amount", payout.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", "Coin", payout.Asset), ("network", "Network", payout.Network),
            ("address", "Address", payout.WalletAddress), ("order_id", "Order id", payout.Id), ("uuid", "Heleket id", payout.HeleketTransactionId ?? "none"),
        ];
        return [.. fields.Where(field => named.Contains(field.Field)).Select(field => (field.Name, field.Our, "another: see Heleket's dashboard"))];
    }
}
