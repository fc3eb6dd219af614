using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using Payouts.Addresses;

namespace Payouts.Micro;

/// <summary>The check of a valid address, of each family. It goes through to the list of denied ones.</summary>
public class AddressBenchmarks
{
    private static readonly FrozenDictionary<string, (string Network, string Address)> Forms = new Dictionary<string, (string, string)>
    {
        ["TRON"] = ("TRON", Life.TronAddress),
        ["EVM, mixed case"] = ("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
        ["EVM, one case"] = ("ETH", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
        ["BTC, Bech32"] = ("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ["BTC, Base58"] = ("BTC", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ["BCH"] = ("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
        ["SOL"] = ("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"),
        ["TON"] = ("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF"),
        ["XMR"] = ("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge"),
    }.ToFrozenDictionary();

    private (string Network, string Address) _form;

    /// <summary>Which form.</summary>
    [ParamsSource(nameof(AllForms))]
    public string Form { get; set; } = "";

    /// <summary>All forms.</summary>
    public static IEnumerable<string> AllForms => Forms.Keys.Order(StringComparer.Ordinal);

    /// <summary>Makes sure that the whole check is measured, and not a refusal on its way.</summary>
    [GlobalSetup]
    public void Choose()
    {
        _form = Forms[Form];
        if (WalletAddress.Validate(_form.Network, _form.Address) is { } error)
        {
            throw new InvalidOperationException($"{Form} {error}");
        }
    }

    /// <summary>The check.</summary>
    [Benchmark]
    public string? Validate() => WalletAddress.Validate(_form.Network, _form.Address);
}
