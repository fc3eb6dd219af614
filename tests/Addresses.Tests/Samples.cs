namespace Payouts.Addresses.Tests;

/// <summary>Addresses from public documents, one or more of each kind, with the networks that accept them.</summary>
internal static class Samples
{
    public static readonly string[] Networks =
        ["ARBITRUM", "AVALANCHE", "BCH", "BSC", "BTC", "DASH", "DOGE", "ETH", "LTC", "POLYGON", "SOL", "TON", "TRON", "XMR"];

    /// <summary>Network or family, address. EVM stands for its five networks.</summary>
    public static readonly (string On, string Address)[] All =
    [
        ("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), // block 0
        ("BTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"), // Bitcoin wiki
        ("BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"), // BIP-173
        ("BTC", "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3"), // BIP-173
        ("BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"), // BIP-350
        ("LTC", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9"), // multicoin-address-validator, as those of LTC, DOGE and DASH below
        ("LTC", "MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441"),
        ("LTC", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea"),
        ("LTC", "ltc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqpj6zg2"), // the program of BIP-350
        ("DOGE", "DPpJVPpvPNP6i6tMj4rTycAGh8wReTqaSU"),
        ("DOGE", "A7JjzK9k9x5b2MkkQzqt91WZsuu7wTu6iS"),
        ("DASH", "Xx4dYKgz3Zcv6kheaqog3fynaKWjbahb6b"),
        ("DASH", "7irmiCnz3YCgC9JNCLK8CAyNSQdDFWLMGM"), // the script hash of the BTC sample
        ("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"), // CashAddr spec
        ("BCH", "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq"), // CashAddr spec, without the prefix
        ("BCH", "BITCOINCASH:QR6M7J9NJLDWWZLG9V7V53UNLR4JKMX6EYLEP8EKG2"), // CashAddr spec, in capitals
        ("EVM", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), // EIP-55
        ("EVM", "0x52908400098527886E0F7030069857D2E4169EE7"), // EIP-55, all capitals
        ("EVM", "0xde709f2102306220921060314715629080e2fb77"), // EIP-55, all small
        ("TRON", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"), // docs/http-api.md, "Create"
        ("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF"), // docs.ton.org
        ("TON", "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI"),
        ("TON", "Ef_dJMSh8riPi3BTUTtcxsWjG8RLKnLctNjAM4rw8NN-xWdr"),
        ("TON", "Ef/dJMSh8riPi3BTUTtcxsWjG8RLKnLctNjAM4rw8NN+xWdr"),
        ("SOL", "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"),
        ("XMR", "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge"), // docs.getmonero.org
        ("XMR", "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"), // getmonero.org
        ("XMR", "4LL9oSLmtpccfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2bYXZKKQePHES9khPK"),
    ];

    public static string[] NetworksOf(string on) => on switch
    {
        "EVM" => ["ARBITRUM", "AVALANCHE", "BSC", "ETH", "POLYGON"],
        "-" => [],
        _ => [on],
    };

    public static string[] AcceptedBy(string address) =>
        [.. Networks.Where(network => WalletAddress.Validate(network, address) is null)];
}
