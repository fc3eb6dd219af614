using System.Text.Json;
using Heleket;

namespace Payouts.Fuzz.Answers;

/// <summary>
/// What an answer may at most be taken for, read anew from heleket-payout-api.md and lifecycle.md without the client's code. It is an upper bound: the
/// client may always say that it does not know.
/// </summary>
internal sealed class AnswerOracle(FakeAnswer answer)
{
    private readonly Lazy<JsonElement?> _root = new(() => answer.IsWhole ? StrictJson.Object(answer.Body, allTexts: false) : null);

    private JsonElement? Result => answer.Status == 200 && State() == "0" ? _root.Value?.Find("result") : null;

    /// <summary>Whether it shows, readably and wholly, the payout that was asked for (lifecycle.md, rule 3).</summary>
    public bool Echoes(CreatePayoutRequest asked) => Result is { } shown
        && shown.Word("amount") is { } amount && ExactNumber.Parse(amount) == ExactNumber.Of(asked.Amount)
        && StrictJson.SameAscii(shown.Word("currency"), asked.Currency)
        && StrictJson.SameAscii(shown.Word("network"), asked.Network)
        && shown.Word("address") is { } address && Canonical(asked.Network, address) == Canonical(asked.Network, asked.Address)
        && (shown.Find("order_id") is null || shown.Word("order_id") == asked.OrderId);

    /// <summary>Whether it is about the payout that was looked up.</summary>
    public bool IsAbout(string? orderId, string? uuid) => Result is { } shown
        && (orderId is null || shown.Find("order_id") is null || shown.Word("order_id") == orderId)
        && (uuid is null || StrictJson.SameAscii(shown.Word("uuid"), uuid));

    /// <summary>Whether the client read the members that decide as they are written.</summary>
    public bool Shows(PayoutInfo payout) => Result is { } shown && Shows(shown, payout);

    public static bool Shows(JsonElement shown, PayoutInfo payout) =>
        payout.Uuid == shown.Word("uuid") && payout.Status == shown.Word("status") && payout.Uuid.Length > 0 && payout.Status.Length > 0
        && payout.IsFinal == (shown.Find("is_final") is { ValueKind: JsonValueKind.True } || shown.Word("is_final") is "1" or "true")
        && IsThe(payout.Amount, shown, "amount") && IsThe(payout.PayerAmount, shown, "payer_amount") && IsThe(payout.MerchantAmount, shown, "merchant_amount");

    /// <summary>Whether it is a definite refusal: only then was nothing created (3.2; lifecycle.md, "Answers to a create, by class").</summary>
    public bool MayRefuse() => answer.Delivery is not Delivery.Redirected && (answer.Status is 429 or 401 || _root.Value is { } root && Words(root) is { } words && answer.Status switch
    {
        _ when words.Any(static text => text.Contains("order_id", StringComparison.OrdinalIgnoreCase) || text.Contains("order id", StringComparison.OrdinalIgnoreCase)) => false,
        _ when Message(root) is { } message && message.StartsWith("Server error", StringComparison.OrdinalIgnoreCase) && !HasErrors(root) => false,
        200 => State() == "1" || root.Find("state") is null && Message(root)?.StartsWith("Invalid Sign", StringComparison.OrdinalIgnoreCase) == true,
        408 or 409 => false,
        >= 400 and < 500 => State() == "1" || root.Find("state") is null,
        _ => false,
    });

    /// <summary>Whether it says that there is no such payout, and nothing else.</summary>
    public bool MayBeNotFound() => answer.Status is 200 or 404 or 422 && State() == "1" && _root.Value is { } root && !HasErrors(root)
        && Message(root) is { } message && StrictJson.Lower(message).TrimEnd('.', '!') is
            "payout not found" or "payment not found" or "the payout not found" or "the payment not found" or "payout was not found" or "payment was not found"
            or "the payout was not found" or "the payment was not found" or "not found payout" or "not found payment";

    private string? State() => _root.Value?.Word("state");

    private static List<string>? Words(JsonElement root)
    {
        List<string> words = [.. root.Find("errors") is { } errors ? StrictJson.Texts(errors).OfType<string>() : [], .. Message(root) is { } message ? [message] : Array.Empty<string>()];
        return words.Count > 0 || HasErrors(root) ? words : null;
    }

    private static string? Message(JsonElement root) =>
        root.Find("message") is { ValueKind: JsonValueKind.String } && root.Word("message")?.Trim() is { Length: > 0 } text ? text : null;

    private static bool HasErrors(JsonElement root) => root.Find("errors") switch
    {
        { ValueKind: JsonValueKind.Object } errors => errors.EnumerateObject().Any(),
        { ValueKind: JsonValueKind.Array } errors => errors.GetArrayLength() > 0,
        _ => false,
    };

    private static bool IsThe(decimal? read, JsonElement shown, string name) =>
        read is null ? shown.Word(name) is null or "" : shown.Word(name) is { } text && ExactNumber.Parse(text) == ExactNumber.Of(read.Value);

    // Where the format says that case, or CashAddr's prefix, means nothing; the addresses asked for are well formed.
    private static string Canonical(string network, string address) => network switch
    {
        "ETH" when address.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => StrictJson.Lower(address),
        "BTC" when StrictJson.Lower(address).StartsWith("bc1", StringComparison.Ordinal) && IsOneCase(address) => StrictJson.Lower(address),
        "BCH" when IsOneCase(WithoutPrefix(address)) => StrictJson.Lower(WithoutPrefix(address)),
        _ => address,
    };

    private static string WithoutPrefix(string address) =>
        StrictJson.Lower(address).StartsWith("bitcoincash:", StringComparison.Ordinal) ? address["bitcoincash:".Length..] : address;

    private static bool IsOneCase(string address) => address == StrictJson.Lower(address) || !address.Any(char.IsAsciiLetterLower);
}
