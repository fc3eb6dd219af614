using System.Text;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Webhooks;

/// <summary>What can be done to a genuine webhook on the way, or by somebody without the key.</summary>
internal static class WebhookForgery
{
    public const string PayoutKey = "hk_test_payout_key_5f2c9d7a";
    public const string PaymentKey = "hk_test_payment_key_11aa22bb";

    /// <summary>The same content, written differently: it must be accepted.</summary>
    public static byte[] Rewritten(GenuineWebhook webhook, Chance chance)
    {
        var delivered = webhook.Delivered(at: chance.Percent(50) ? null : chance.Below(webhook.Members.Members!.Count + 1));
        return Encoding.UTF8.GetBytes(chance.Percent(20) ? delivered.Write() : delivered.Write(chance, chance.Below(15), chance.Below(15)));
    }

    /// <summary>Changed, signed wrongly, or both. By chance it may still be the same content.</summary>
    public static byte[] Forged(GenuineWebhook webhook, Chance chance)
    {
        var kind = chance.Below(100);
        var body = kind < 25 ? WronglySigned(webhook, chance) : webhook.Delivered();
        if (kind is >= 25 and < 75)
        {
            Mutate.Tree(body, chance, 3);
        }

        var bytes = Encoding.UTF8.GetBytes(chance.Percent(15) ? body.Write(chance, 5, 5) : body.Write());
        return kind >= 70 ? Mutate.Bytes(bytes, chance, 3) : bytes;
    }

    private static Json WronglySigned(GenuineWebhook webhook, Chance chance)
    {
        var signed = webhook.Members.Write();
        var sign = chance.Below(14) switch
        {
            0 => GenuineWebhook.SignatureOf(signed, PaymentKey),
            1 => GenuineWebhook.SignatureOf(signed, ""),
            2 => GenuineWebhook.SignatureOf(signed, Mutate.Text(PayoutKey, chance)),
            3 => webhook.Sign.ToUpperInvariant(),
            4 => webhook.Sign[..chance.Below(32)],
            5 => webhook.Sign + chance.OneOf([" ", "\0", "0", webhook.Sign]),
            6 => Mutate.Text(webhook.Sign, chance),
            7 => GenuineWebhook.SignatureOf(webhook.Delivered().Write(), PayoutKey),
            8 => GenuineWebhook.SignatureOf(Json.OfMembers(webhook.Members.Members!.OrderBy(static member => member.Name, StringComparer.Ordinal)).Write(), PayoutKey),
            9 => GenuineWebhook.SignatureOf(signed + " ", PayoutKey),
            10 => GenuineWebhook.SignatureOf("", PayoutKey),
            11 => "",
            _ => null,
        };
        var body = webhook.Delivered(sign);
        var members = body.Members!;
        switch (chance.Below(4))
        {
            case 0 when sign is null:
                members.Insert(chance.Below(members.Count), members[^1]);
                break;
            case 1 when sign is null:
                members[^1] = ("sign", Json.OfItems(members[^1].Value));
                break;
            case 2 when sign is null:
                members.RemoveAt(members.Count - 1);
                members[0] = (members[0].Name, Json.OfMembers(("sign", Json.OfText(webhook.Sign))));
                break;
            case 3 when sign is null:
                members[^1] = (chance.OneOf(["Sign", "SIGN", "sign ", "signature", ""]), members[^1].Value);
                break;
            default:
                break;
        }

        return body;
    }
}
