using System.Text.Json;
using Heleket;
using Payouts.Grains.Interfaces;

namespace Payouts.Fuzz.Responses;

/// <summary>
/// What an answer may at most be taken for, read anew from the documents (docs/lifecycle.md, "Answers to a create, by class") without the
/// client's code. It is an upper bound: the client may always say that it does not know.
/// </summary>
internal sealed class ResponseOracle(FakeResponse answer)
{
    // docs/heleket.md, "Error messages".
    private static readonly string[] KnownWords =
    [
        "you are forbidden", "the currency was not found", "the service was not found", "the withdrawal amount is too small", "wallet not found", "not enough funds",
        "not found service", "error convert", "minimum amount", "maximum amount", "not enough balance for convert", "the terminal was not found", "invalid sign",
    ];

    private static readonly string[] Deciding = ["uuid", "status", "is_final", "order_id", "amount", "currency", "network", "address"];

    private readonly Lazy<JsonElement?> _root = new(() => answer.IsWhole ? StrictJson.AnyObject(answer.Body) : null);

    private JsonElement? Result => answer.Status == 200 && State() == "0" ? _root.Value?.Find("result") : null;

    /// <summary>Whether it shows, readably and wholly, the payout that was asked for (docs/lifecycle.md, "Never believed blindly").</summary>
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
        && Deciding.All(name => shown.Count(name) <= 1) && !payout.LeftOut.Intersect(Deciding).Any()
        && (payout.Txid is null ? payout.LeftOut.Contains("txid") || IsNothing(shown, "txid") : payout.Txid == shown.Word("txid"))
        && IsThe(payout.Amount, shown, "amount", []) && IsThe(payout.PayerAmount, shown, "payer_amount", payout.LeftOut)
        && IsThe(payout.MerchantAmount, shown, "merchant_amount", payout.LeftOut) && IsThe(payout.Balance, shown, "balance", payout.LeftOut);

    /// <summary>Whether it is a definite refusal: only then was nothing created (docs/lifecycle.md, "Answers to a create, by class").</summary>
    public bool MayRefuse() => answer.Delivery is not Delivery.Redirected && (answer.Status is 429 or 401 || _root.Value is { } root && Words(root) is not null && answer.Status switch
    {
        _ when MayBeAboutOne(root) => false,
        200 or 422 when State() == "1" => true,
        408 or 409 => false,
        >= 400 and < 500 when State() == "1" => Says(root, KnownWords),
        200 or >= 400 and < 500 => root.Count("state") == 0 && Says(root, "invalid sign"),
        _ => false,
    });

    /// <summary>Whether it can only come from what stands before the API: nothing was created, and nothing is over.</summary>
    public bool MayBeRefusedBefore() => answer.Delivery is not Delivery.Redirected && answer.Status is >= 400 and < 500 and not (401 or 408 or 409 or 429) && (answer.IsCoded ? null : _root.Value) switch
    {
        null => answer.Status != 422,
        { } root => State() != "0" && !MayBeAboutOne(root) && (answer.Status != 422 || root.Find("state") is null && Words(root) is not null),
    };

    /// <summary>Whether it says that there is no such payout, and nothing else.</summary>
    public bool MayBeNotFound() => answer.Status is 200 or 404 or 422 && State() == "1" && _root.Value is { } root && !HasErrors(root)
        && Message(root) is { } message && StrictJson.Lower(message).TrimEnd('.', '!') is
            "payout not found" or "payment not found" or "the payout not found" or "the payment not found" or "payout was not found" or "payment was not found"
            or "the payout was not found" or "the payment was not found" or "not found payout" or "not found payment";

    private string? State() => _root.Value?.Word("state");

    /// <summary>Words about the order id, or about an error inside Heleket: perhaps there is a payout.</summary>
    private static bool MayBeAboutOne(JsonElement root) => Message(root)?.StartsWith("Server error", StringComparison.OrdinalIgnoreCase) == true && !HasErrors(root)
        || Words(root)?.Any(static text => text.Contains("order_id", StringComparison.OrdinalIgnoreCase) || text.Contains("order id", StringComparison.OrdinalIgnoreCase)) == true;

    private static bool Says(JsonElement root, params string[] words) =>
        Message(root) is { } message && words.Any(known => StrictJson.Lower(message).StartsWith(known, StringComparison.Ordinal));

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

    private static bool IsThe(decimal? read, JsonElement shown, string name, IReadOnlyList<string> leftOut) => read is { } number
        ? shown.Word(name) is { } text && ExactNumber.Parse(text) == ExactNumber.Of(number)
        : leftOut.Contains(name) || IsNothing(shown, name);

    private static bool IsNothing(JsonElement shown, string name) => shown.Count(name) <= 1 && (shown.Find(name) is null || shown.Word(name) == "");

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
