using System.Text.Json;

namespace Heleket.Wire;

/// <summary>Reads the payout object of create, info, history and webhook.</summary>
internal static class PayoutReader
{
    /// <summary>
    /// Returns <see langword="null"/> when the uuid or the status is missing. A missing <c>is_final</c> is read as "not
    /// final", the cautious interpretation. Decisive members are read strictly; unreadable informational ones are left
    /// out (docs/lifecycle.md, "Never believed blindly").
    /// </summary>
    /// <exception cref="JsonException">
    /// A decisive member is present but unreadable: failing is better than guessing.
    /// </exception>
    public static PayoutInfo? Payout(this JsonElement data)
    {
        if (StringWord(data, "uuid") is not { } uuid || StringWord(data, "status") is not { } status)
        {
            return null;
        }

        var informs = new InformingMembers(data);
        return new PayoutInfo
        {
            Uuid = uuid,
            Status = status,
            IsFinal = data.Flag("is_final") ?? false,
            Amount = data.Number("amount"),
            Currency = data.Text("currency"),
            Network = data.Text("network"),
            Address = data.Text("address"),
            OrderId = data.Text("order_id"),
            Txid = informs.Read("txid", StringWord),
            Balance = informs.Read("balance", JsonReader.Number),
            PayerCurrency = informs.Read("payer_currency", Word),
            PayerAmount = informs.Read("payer_amount", JsonReader.Number),
            Commission = informs.Read("commission", JsonReader.Number) ?? informs.Read("commissions", JsonReader.Number),
            MerchantAmount = informs.Read("merchant_amount", JsonReader.Number),
            CreatedAt = informs.Read("created_at", JsonReader.Time),
            UpdatedAt = informs.Read("updated_at", JsonReader.Time),
            LeftOut = informs.LeftOut,
        };
    }

    /// <summary>
    /// A single line of at most 128 characters: it is logged and stored, so it must not be able to forge further lines.
    /// </summary>
    private static string? Word(JsonElement data, string name) => data.Text(name) switch
    {
        null or "" => null,
        { Length: <= 128 } text when !text.Any(char.IsControl) => text,
        _ => throw new JsonException($"`{name}` is no word."),
    };

    /// <summary>A token that must be a string: an id or a hash would be altered by being parsed as a number.</summary>
    private static string? StringWord(JsonElement data, string name) =>
        data.Member(name) is null or { ValueKind: JsonValueKind.String } ? Word(data, name) : throw new JsonException($"`{name}` is no string.");
}
