using System.Text;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Readers;

/// <summary>Bodies of <c>POST /payouts</c>.</summary>
internal static class Bodies
{
    private static readonly (string Asset, string Network)[] Pairs =
        [("USDT", "TRON"), ("usdt", "tron"), ("USDT", "ETH"), ("BTC", "BTC"), ("LTC", "LTC"), ("BCH", "BCH"), ("DOGE", "DOGE"), ("DASH", "DASH"), ("TON", "TON"), ("SOL", "SOL"), ("XMR", "XMR")];

    private static readonly Dictionary<string, string[]> Addresses =
        AddressCases.Valid.GroupBy(static valid => valid.Network, static valid => valid.Address).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A valid one.</summary>
    public static Json Valid(Chance chance, string? scheduledFor)
    {
        var (asset, network) = chance.OneOf(Pairs);
        List<(string, Json)> members =
        [
            ("client_id", Json.OfText($"fuzz-{chance.Below(50)}")), ("asset", Json.OfText(asset)), ("network", Json.OfText(network)),
            ("amount", Json.OfText(AmountCases.Draw(chance, AmountCases.Decimals(asset.ToUpperInvariant(), network.ToUpperInvariant())))), ("wallet_address", Json.OfText(chance.OneOf(Addresses[network]))),
        ];
        if (network == "TON" && chance.Percent(70))
        {
            members.Add(("memo", Json.OfText(chance.OneOf(["7781", "счёт 42 é", "\uD83D\uDCB8"]))));
        }

        if (scheduledFor is not null)
        {
            members.Add(("scheduled_for", Json.OfText(scheduledFor)));
        }

        Maybe("origin", Json.OfText(chance.OneOf(["manual", "scheduled", "bonus"])));
        Maybe("reference", Json.OfText("r" + chance.Letters("abc-é/ \"'", chance.Between(0, 126)) + "e"));
        Maybe("requested_by", Json.OfText("ana@example.com"));
        Maybe("fee_payer", Json.OfText(chance.OneOf(["merchant", "recipient"])));
        Maybe("metadata", Json.OfMembers(Enumerable.Range(0, chance.Below(17)).Select(index => ($"k{index}/~", Json.OfText(chance.Letters("xyé\n", chance.Below(100)))))));
        Maybe(chance.OneOf(["memo", "reference"]) is var absent && members.Exists(member => member.Item1 == absent) ? null : absent, Json.OfToken("null"));
        return Json.OfMembers(members);

        void Maybe(string? name, Json value)
        {
            if (name is not null && chance.Percent(40))
            {
                members.Add((name, value));
            }
        }
    }

    /// <summary>Changed by the grammar, in its writing, and in its bytes.</summary>
    public static byte[] Mutated(Json body, Chance chance)
    {
        if (chance.Percent(85))
        {
            Mutate.Tree(body, chance, 2);
        }

        var bytes = Encoding.UTF8.GetBytes(chance.Percent(30) ? body.Write(chance, 10, 10) : body.Write());
        return chance.Percent(25) ? Mutate.Bytes(bytes, chance, 2) : bytes;
    }
}
