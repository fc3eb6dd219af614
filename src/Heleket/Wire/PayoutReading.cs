using System.Text.Json;

namespace Heleket.Wire;

/// <summary>Reads the payout object of create, info, history and webhook.</summary>
internal static class PayoutReading
{
    /// <summary>Reads it; <see langword="null"/> when the uuid or the status is missing. A missing <c>is_final</c> is "not final", the careful reading.</summary>
    /// <exception cref="JsonException">A member is there that cannot be read: better no answer than a wrong one.</exception>
    public static PayoutInfo? Payout(this JsonElement data) =>
        Word(data, "uuid") is { } uuid && Word(data, "status") is { } status
            ? new PayoutInfo
            {
                Uuid = uuid,
                Status = status,
                IsFinal = data.Flag("is_final") ?? false,
                Amount = data.Number("amount"),
                Currency = data.Text("currency"),
                Network = data.Text("network"),
                Address = data.Text("address"),
                Txid = Word(data, "txid"),
                OrderId = data.Text("order_id"),
                Balance = data.Number("balance"),
                PayerCurrency = data.Text("payer_currency"),
                PayerAmount = data.Number("payer_amount"),
                Commission = data.Number("commission") ?? data.Number("commissions"),
                MerchantAmount = data.Number("merchant_amount"),
                CreatedAt = data.Time("created_at"),
                UpdatedAt = data.Time("updated_at"),
            }
            : null;

    /// <summary>One line of at most 128 characters: it is logged and kept, so it must not look like lines of its own.</summary>
    private static string? Word(JsonElement data, string name) => data.Text(name) switch
    {
        null or "" => null,
        { Length: <= 128 } text when !text.Any(char.IsControl) => text,
        _ => throw new JsonException($"`{name}` is no word."),
    };
}
