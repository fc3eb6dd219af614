using System.Text.Json;
using Payouts.Client;

namespace Payouts.Console.Tests;

/// <summary>The SDK's values as the API writes them.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Snake);

    public static string Page(params Payout[] payouts) => Of(new PayoutPage { Data = payouts });

    public static string Validation(Payout like, string key, string strength = "strong", bool takesMemo = false, Payout? existing = null, decimal? fee = 1) => Of(new Validation
    {
        Id = like.Id,
        IdempotencyKey = key,
        AddressStrength = new AddressStrength(strength),
        TakesMemo = takesMemo,
        Fee = fee,
        Existing = existing,
        Request = new PayoutRequest
        {
            ClientId = like.ClientId,
            Asset = like.Asset,
            Network = like.Network,
            Amount = like.Amount,
            WalletAddress = like.WalletAddress,
            Memo = like.Memo,
            Reference = like.Reference,
            FeePayer = like.FeePayer,
            Metadata = like.Metadata
        }
    });
}
