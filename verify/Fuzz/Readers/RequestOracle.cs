using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Fuzz.Readers;

/// <summary>What a body asks for, read anew from the contract (docs/http-api.md, "Fields") as the members that the payout must then show.</summary>
internal static class RequestOracle
{
    private static readonly string[] Texts = ["client_id", "asset", "network", "amount", "wallet_address", "memo", "origin", "reference", "requested_by", "scheduled_for", "fee_payer"];
    private static readonly string[] Required = ["client_id", "asset", "network", "amount", "wallet_address"];

    /// <summary>The members by name, normalised; <see langword="null"/> when the body breaks a rule that needs no list of networks or pairs.</summary>
    public static IReadOnlyDictionary<string, string?>? Read(byte[] body)
    {
        if (StrictJson.Object(body, marks: 1) is not { } root || Required.Any(name => root.Find(name) is null)
            || root.EnumerateObject().Any(static member => member.Name != "metadata" && !Texts.Contains(member.Name)))
        {
            return null;
        }

        var asked = new Dictionary<string, string?>();
        foreach (var name in Texts)
        {
            var value = root.Find(name);
            if (value is { ValueKind: not JsonValueKind.String })
            {
                return null;
            }

            asked[name] = value?.GetString();
        }

        return Metadata(root) is { } metadata && Normalise(asked) ? new Dictionary<string, string?>(asked) { ["metadata"] = metadata } : null;
    }

    /// <summary>The first member in which a payout, as the API shows it, is not what was asked for; <see langword="null"/>: none.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string?> asked, string? sentKey, JsonElement payout)
    {
        var key = sentKey ?? DerivedKey(asked);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{asked["client_id"]}\n{key}")))[..32];
        return payout.Word("idempotency_key") != key ? "idempotency_key"
            : payout.Word("id") != id ? "id"
            : asked.Keys.FirstOrDefault(name => name == "wallet_address"
                // A repeat may spell it differently, and is shown the first spelling.
                ? AddressCases.Canonical(asked["network"]!, asked[name]!) != AddressCases.Canonical(asked["network"]!, payout.Word(name) ?? "")
                : asked[name] != (name == "metadata" ? Metadata(payout) : payout.Word(name)));
    }

    /// <summary>docs/adr/0002.</summary>
    public static string DerivedKey(IReadOnlyDictionary<string, string?> asked)
    {
        string[] order = ["client_id", "asset", "network", "amount", "wallet_address", "memo", "origin", "reference"];
        var content = string.Concat(order.Select(name => Text(name) is { } text ? $"{Encoding.UTF8.GetByteCount(text)}:{text}," : "-,"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

        string? Text(string name) => name == "wallet_address" ? AddressCases.Canonical(asked["network"]!, asked[name]!) : asked[name];
    }

    private static bool Normalise(Dictionary<string, string?> asked)
    {
        var amount = AmountCases.Expected(asked["amount"]!);
        asked["amount"] = amount?.ToString();
        asked["asset"] = Upper(asked["asset"]!);
        asked["network"] = Upper(asked["network"]!);
        asked["origin"] ??= "manual";
        asked["fee_payer"] ??= "merchant";
        var at = asked["scheduled_for"] is { } written ? TimeCases.Expected(written) : null;
        var isTimed = (asked["scheduled_for"] is null) == (at is null);
        asked["scheduled_for"] = at is { } ticks ? new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;
        return amount is { } exact && exact.ToString().Split('.') is var parts && (parts.Length == 1 || parts[1].Length <= AmountCases.Decimals(asked["asset"]!, asked["network"]!))
            && isTimed && asked["client_id"]!.Length is >= 1 and <= 64 && asked["client_id"]!.All(IsClientLetter) && asked["client_id"]!.Any(static letter => letter != '.')
            && asked["origin"] is "manual" or "scheduled" or "bonus" && asked["fee_payer"] is "merchant" or "recipient"
            && IsFree(asked["reference"], 128) && IsFree(asked["requested_by"], 128) && IsFree(asked["memo"], 30)
            && asked["memo"]?.EnumerateRunes().All(static rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)) != false;
    }

    private static bool IsClientLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' or '-';

    private static bool IsFree(string? text, int most) => text is null || (text.EnumerateRunes().Count() is var count && count >= 1 && count <= most
        && text.Trim() == text && text.EnumerateRunes().All(static rune => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)));

    private static string Upper(string text) => string.Concat(text.Select(static letter => letter is >= 'a' and <= 'z' ? (char)(letter - 32) : letter));

    /// <summary>The pairs in the order of their names, or <see langword="null"/> when they break a rule.</summary>
    private static string? Metadata(JsonElement root)
    {
        if (root.Find("metadata") is not { } metadata)
        {
            return "";
        }

        if (metadata.ValueKind != JsonValueKind.Object || metadata.EnumerateObject().Any(static member => member.Value.ValueKind != JsonValueKind.String))
        {
            return null;
        }

        var pairs = metadata.EnumerateObject().Select(static member => (member.Name, Value: member.Value.GetString()!)).OrderBy(static pair => pair.Name, StringComparer.Ordinal).ToList();
        return pairs.Count <= 16 && pairs.Sum(static pair => Encoding.UTF8.GetByteCount(pair.Name) + Encoding.UTF8.GetByteCount(pair.Value)) <= 4096
            ? string.Concat(pairs.Select(static pair => $"{pair.Name.Length}:{pair.Name}{pair.Value.Length}:{pair.Value}"))
            : null;
    }
}
