using static Payouts.Addresses.DeniedAddress;

namespace Payouts.Addresses;

/// <summary>The denied addresses of the networks that are not Ethereum-like.</summary>
internal static class OtherDeniedAddresses
{
    public static readonly DeniedAddress[] All =
    [
        Token("TRON", "USDT", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        Token("TRON", "USDC", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8"),
        Token("TRON", "USDD", "TPYmHEhy5n8TCEfYGqW2rPxsghSfzghPDn"),
        Token("TRON", "TUSD", "TUpMhErZL2fhh4sVNULAbNKLokS4GjC1F4"),
        Token("TRON", "WTRX", "TNUC9Qb1rRpS5CbWLmNMxXBjyFoydXjWFR"),
        Burn("TRON", "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb"),

        Token("SOL", "USDT", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB"),
        Token("SOL", "USDC", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
        Token("SOL", "wrapped SOL", "So11111111111111111111111111111111111111112"),
        NotWallet("SOL", "the System Program", "11111111111111111111111111111111"),
        NotWallet("SOL", "the Token Program", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"),
        NotWallet("SOL", "the Token-2022 Program", "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb"),
        NotWallet("SOL", "the Associated Token Program", "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"),
        NotWallet("SOL", "the Stake Program", "Stake11111111111111111111111111111111111111"),
        NotWallet("SOL", "the Vote Program", "Vote111111111111111111111111111111111111111"),
        NotWallet("SOL", "the Compute Budget Program", "ComputeBudget111111111111111111111111111111"),
        NotWallet("SOL", "the rent sysvar", "SysvarRent111111111111111111111111111111111"),
        NotWallet("SOL", "the clock sysvar", "SysvarC1ock11111111111111111111111111111111"),
        Burn("SOL", "1nc1nerator11111111111111111111111111111111"),

        Token("TON", "USDT", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"),
        Token("TON", "HMSTR", "EQAJ8uWd7EBqsmpSWaRdf_I-8R8-XHwh3gsNKhy-UrdrPcUo"),
        Token("TON", "NOT", "EQAvlWFDxGF2lXm67y4yzC17wYKD9A0guwPkMs1gOsM__NOT"),
        NotWallet("TON", "the elector contract", "Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF"),
        NotWallet("TON", "the configuration contract", "Ef9VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVbxn"),
        Burn("TON", "EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c"),
        Burn("TON", "Ef8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAU"),

        Burn("BTC", "1111111111111111111114oLvT2"),
        Burn("BTC", "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs"),
        Burn("BTC", "1BitcoinEaterAddressDontSendf59kuE"),
        Burn("BTC", "1CounterpartyXXXXXXXXXXXXXXXUWLpVr"),
        Burn("LTC", "LKDxGDJq5fF4FohAB8zJH24mDDNHDNtqsE"),
        Burn("LTC", "ltc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqp9ysmq"),
        Burn("DOGE", "D596YFweJQuHY1BbjazZYmAbt8jJPbKehC"),
        Burn("DOGE", "DDogepartyxxxxxxxxxxxxxxxxxxw1dfzr"),
        Burn("DASH", "XagqqFetxiDb9wbartKDrXgnqLah6SqX2S"),
        Burn("BCH", "bitcoincash:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqfnhks603"),
    ];
}
