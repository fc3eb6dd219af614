using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Reads the answers about the merchant's account. Unreadable content is a <see cref="JsonException"/>, never a guess.
/// </summary>
internal static class MerchantResponses
{
    /// <summary>The exception for an outcome that is not a success.</summary>
    public static HeleketException Failure(Call call, CallOutcome outcome) => outcome switch
    {
        CallOutcome.Responded { Response: { Envelope: { } envelope, Status: var status } } => new($"Heleket refused {call.Operation} (HTTP {status}): {envelope.Words()}")
        {
            HttpStatus = status,
            ProviderMessage = envelope.Message,
            Errors = envelope.Errors,
            IsTransportFailure = status >= 500,
        },
        CallOutcome.Responded { Response: var response } => new($"Heleket answered {call.Operation} with {response.Describe()}")
        {
            HttpStatus = response.Status,
            IsTransportFailure = true,
        },
        CallOutcome.Lost lost => new($"No answer to {call.Operation}. {lost.Why}", lost.Cause)
        {
            IsTransportFailure = true,
        },
        CallOutcome.NotSent notSent => new($"{call.Operation} was not sent. {notSent.Why}", notSent.Cause)
        {
            IsTransportFailure = true,
            ProvablyNotSent = true,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static FeePreview FeePreview(JsonElement result) =>
        new(result.Number("commission") ?? result.Number("commissions"), result.Number("merchant_amount"), result.Number("payout_amount"));

    /// <summary>The state already confirms the transfer, so all members are informational.</summary>
    public static TransferResult Transfer(JsonElement result)
    {
        var informs = new InformingMembers(result);
        return new TransferResult(
            informs.Read("user_wallet_transaction_uuid", JsonReader.Text),
            informs.Read("user_wallet_balance", JsonReader.Number),
            informs.Read("merchant_transaction_uuid", JsonReader.Text),
            informs.Read("merchant_balance", JsonReader.Number))
        {
            LeftOut = informs.LeftOut,
        };
    }

    public static (IReadOnlyList<PayoutInfo> Items, string? Next) Page(JsonElement result) => (
        [.. Items(result, "items").Select(item => item.Payout() ?? throw new JsonException("An item lacks its uuid or status."))],
        NextCursor(result.Member("paginate")));

    public static HeleketBalance Balance(JsonElement result)
    {
        var first = result.ValueKind == JsonValueKind.Array ? result.EnumerateArray().FirstOrDefault() : result;
        var balance = first.Member("balance") ?? throw new JsonException("There is no balance.");
        return new HeleketBalance(Wallets(balance, "merchant"), Wallets(balance, "user"));
    }

    // PHP writes an empty object as a list. With anything else it is unknown whether there are more pages.
    private static string? NextCursor(JsonElement? paginate) => paginate switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } none when none.GetArrayLength() == 0 => null,
        { ValueKind: JsonValueKind.Object } pages => pages.Text("nextCursor") is { Length: > 0 } next ? next : null,
        _ => throw new JsonException("`paginate` is no object."),
    };

    private static IReadOnlyList<WalletBalance> Wallets(JsonElement balance, string name) => [.. Items(balance, name).Select(item => new WalletBalance(
        Required(item, "uuid"), item.Number("balance") ?? throw new JsonException("A wallet has no balance."), Required(item, "currency_code")))];

    private static JsonElement.ArrayEnumerator Items(JsonElement data, string name) => data.Member(name) is { ValueKind: JsonValueKind.Array } items
        ? items.EnumerateArray()
        : throw new JsonException($"`{name}` is no list.");

    private static string Required(JsonElement item, string name) => item.Text(name) ?? throw new JsonException($"`{name}` is missing.");
}
