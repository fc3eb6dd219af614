using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Faults;

/// <summary>Makes a stored payout differ from the request, as if another one already had the id.</summary>
internal static class Spoiler
{
    public static SimulatedPayout Apply(SimulatedPayout payout, string field) => field switch
    {
        "address" => payout with { Address = payout.Address[..^1] + (payout.Address[^1] == 'a' ? 'b' : 'a') },
        "amount" => payout with { Amount = payout.Amount + 1, AmountText = Wire.Plain(payout.Amount + 1) },
        "currency" => payout with { Currency = payout.Currency == "USDC" ? "USDT" : "USDC" },
        _ => payout with { Network = payout.Network == "BSC" ? "TRON" : "BSC" },
    };
}
