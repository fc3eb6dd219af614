using Payouts.Addresses;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// In what two requests under one key differ, by the fields' wire names (docs/http-api.md, "Repeats"). Values are compared, not spellings.
/// </summary>
public static class RequestDifferences
{
    private static readonly (string Name, Func<PayoutRequest, object?> Value)[] Fields =
    [
        ("asset", r => r.Asset),
        ("network", r => r.Network),
        ("amount", r => r.Amount),
        ("wallet_address", r => WalletAddress.Canonical(r.Network, r.WalletAddress)),
        ("memo", r => r.Memo),
        ("origin", r => r.Origin),
        ("reference", r => r.Reference),
        ("requested_by", r => r.RequestedBy),
        ("scheduled_for", r => r.ScheduledFor),
        ("fee_payer", r => r.FeePayer),
    ];

    /// <summary>The names, in the order of the contract; empty when the requests are the same. The client is part of the key.</summary>
    public static IEnumerable<string> Between(PayoutRequest stored, PayoutRequest asked)
    {
        foreach (var (name, value) in Fields)
        {
            if (!Equals(value(stored), value(asked)))
            {
                yield return name;
            }
        }

        if (!stored.Metadata.SequenceEqual(asked.Metadata))
        {
            yield return "metadata";
        }
    }
}
