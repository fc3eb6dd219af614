using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Webhooks;

/// <summary>A webhook as Heleket would send it (docs/heleket.md, "Webhook payload"), and the oracle of what may still count as it.</summary>
internal sealed class GenuineWebhook
{
    private GenuineWebhook(Json members, string key) => (Members, Sign) = (members, SignatureOf(members.Write(), key));

    /// <summary>All but <c>sign</c>.</summary>
    public Json Members { get; }

    /// <summary>Over PHP's writing of them.</summary>
    public string Sign { get; }

    /// <summary>With values and further members by chance.</summary>
    public static GenuineWebhook Draw(Chance chance, string key, string orderId)
    {
        var status = chance.OneOf(["process", "check", "paid", "fail", "cancel", "system_fail"]);
        List<(string, Json)> members =
        [
            ("type", Json.OfText("payout")), ("uuid", Json.OfText("2b852d86-3cf1-43fb-b1bb-36f0b7d12151")), ("order_id", Json.OfText(orderId)),
            ("amount", Json.OfText("207.00000000")), ("merchant_amount", Json.OfText("207.30000000")), ("commission", Json.OfText("0.30000000")),
            ("is_final", Json.OfToken(chance.OneOf(["true", "false"]))), ("status", Json.OfText(status)),
            ("currency", Json.OfText("USDT")), ("network", Json.OfText("tron")), ("payer_currency", Json.OfText("USDT")), ("payer_amount", Json.OfText("207.00000000")),
        ];
        if (chance.Percent(60))
        {
            members.Insert(8, ("txid", chance.Percent(30) ? Json.OfToken("null") : Json.OfText(Convert.ToBase64String(chance.Bytes(32)))));
        }

        if (chance.Percent(30))
        {
            members.Insert(chance.Below(members.Count), ("extra", Json.Parse(chance.OneOf(
            [
                """{"sign":"inner","list":[1.50,"a/b",null,[]],"выплата":"é \u2028 \u0001"}""", """[]""", """[1,[2]]""", """{"1":1}""", """{"":{"a":null}}""", "-0.10e+5", "\"\\ud83d\\udcb8 \\\" \\\\ \\/ <>&'+\"",
            ]))));
        }

        return new(Json.OfMembers(members), key);
    }

    /// <summary>With its signature at the end, as it is delivered, or elsewhere.</summary>
    public Json Delivered(string? sign = null, int? at = null)
    {
        var members = Members.Copy();
        members.Members!.Insert(at ?? members.Members.Count, ("sign", Json.OfText(sign ?? Sign)));
        return members;
    }

    /// <summary>
    /// Whether the bytes say what was signed, and carry the signature: the same members in the same order with the same values, whatever the spaces and escapes.
    /// </summary>
    public bool IsSaidBy(byte[] body, out JsonElement said)
    {
        said = default;
        if (StrictJson.Object(body, marks: int.MaxValue) is not { } parsed || parsed.Find("sign") is not { ValueKind: JsonValueKind.String } sign || sign.GetString() != Sign)
        {
            return false;
        }

        said = parsed;
        var content = new StringBuilder();
        foreach (var member in parsed.EnumerateObject().Where(static member => member.Name != "sign"))
        {
            Describe(content.Append(member.Name.Length).Append(member.Name), member.Value);
        }

        var signed = new StringBuilder();
        using var document = JsonDocument.Parse(Members.Write());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            Describe(signed.Append(member.Name.Length).Append(member.Name), member.Value);
        }

        return content.Equals(signed);
    }

    public static string SignatureOf(string body, string key) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) + key)));

    // PHP, and with it the signature, knows no difference between {} and [], or {"0":1} and [1].
    private static void Describe(StringBuilder content, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                content.Append('"').Append(value.GetString()!.Length).Append(value.GetString());
                break;
            case JsonValueKind.Array:
                List(content, value.EnumerateArray());
                break;
            case JsonValueKind.Object when value.EnumerateObject().Select(static member => member.Name).SequenceEqual(
                Enumerable.Range(0, value.GetPropertyCount()).Select(static index => $"{index}")):
                List(content, value.EnumerateObject().Select(static member => member.Value));
                break;
            case JsonValueKind.Object:
                content.Append('{');
                foreach (var member in value.EnumerateObject())
                {
                    Describe(content.Append(member.Name.Length).Append(member.Name), member.Value);
                }

                content.Append('}');
                break;
            default:
                content.Append(value.GetRawText());
                break;
        }
    }

    private static void List(StringBuilder content, IEnumerable<JsonElement> items)
    {
        content.Append('[');
        foreach (var item in items)
        {
            Describe(content, item);
            content.Append(',');
        }

        content.Append(']');
    }
}
