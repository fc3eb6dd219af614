using System.Text;

namespace Payouts.Fuzz.Mutation;

/// <summary>Single changes, by the grammar of JSON, to a text, and to bytes.</summary>
internal static class Mutate
{
    private const int LongText = 100_000;

    /// <summary>Some changes by the grammar.</summary>
    public static void Tree(Json root, Chance chance, int most)
    {
        for (var left = chance.Between(1, most); left > 0; left--)
        {
            Tree(root, chance);
        }
    }

    /// <summary>One change by the grammar.</summary>
    public static void Tree(Json root, Chance chance)
    {
        var objects = root.All().FindAll(static json => json.Members is { Count: > 0 });
        if (objects.Count == 0 || chance.Below(200) == 0)
        {
            root.Become(Value(chance));
            return;
        }

        var members = chance.OneOf(objects).Members!;
        var at = chance.Below(members.Count);
        var (name, value) = members[at];
        switch (chance.Below(16))
        {
            case 0:
                members.RemoveAt(at);
                break;
            case 1:
                members.Insert(chance.Below(members.Count + 1), (name, value.Copy()));
                break;
            case 2:
                members.Insert(chance.Below(members.Count + 1), (name, Value(chance)));
                break;
            case 3:
                members[at] = (Text(name, chance), value);
                break;
            case 4:
                members[at] = (chance.OneOf(members).Name, value);
                break;
            case 5:
                members.RemoveAt(at);
                members.Insert(chance.Below(members.Count + 1), (name, value));
                break;
            case 6:
                members.Insert(chance.Below(members.Count + 1), (chance.OneOf(Hostile.Texts), Value(chance)));
                break;
            case 7:
                members[at] = (name, Deep(value, chance));
                break;
            case 8 or 9 or 10:
                members[at] = (name, Value(chance));
                break;
            case 11:
                members[at] = (name, Retyped(value));
                break;
            default:
                members[at] = (name, value.Text is { } text ? Json.OfText(Text(text, chance)) : Value(chance));
                break;
        }
    }

    /// <summary>Some changes of bytes.</summary>
    public static byte[] Bytes(byte[] bytes, Chance chance, int most)
    {
        for (var left = chance.Between(1, most); left > 0; left--)
        {
            bytes = Bytes(bytes, chance);
        }

        return bytes;
    }

    /// <summary>One change of bytes.</summary>
    public static byte[] Bytes(byte[] bytes, Chance chance)
    {
        var at = chance.Below(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + chance.Between(1, 16));
        switch (chance.Below(12))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[to..]];
            case 2:
                return [.. bytes[..to], .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. chance.OneOf(Hostile.Runs), .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. chance.Bytes(chance.Between(1, 8)), .. bytes[at..]];
            case 5:
                return [.. chance.OneOf(Hostile.Runs), .. bytes];
            case 6:
                return [.. bytes, .. chance.OneOf(Hostile.Runs)];
            case 7:
                return [.. bytes, .. bytes];
            case 8 when chance.Percent(5):
                return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes));
            default:
                return Flipped(bytes, chance);
        }
    }

    /// <summary>One change of a text.</summary>
    public static string Text(string text, Chance chance)
    {
        var at = chance.Below(text.Length + 1);
        var next = Math.Min(at + 1, text.Length);
        return chance.Below(13) switch
        {
            0 => text[..at] + text[next..],
            1 => text[..next] + text[at..],
            2 => text[..at] + (char)chance.Between('!', '~') + text[next..],
            3 => text[..at] + (char)chance.Between('!', '~') + text[at..],
            4 => text[..at] + chance.OneOf(Hostile.Letters) + text[next..],
            5 => text[..at] + chance.OneOf(Hostile.Letters) + text[at..],
            6 => Swapped(text, at),
            7 => Recased(text, at),
            8 => Alike(text, chance),
            9 => text + chance.OneOf(Hostile.Texts),
            10 => chance.OneOf(Hostile.Texts) + text,
            11 when chance.Below(100) == 0 => text + new string(chance.OneOf(["x", "0", "\u00E9"])[0], chance.Below(LongText)) + chance.OneOf(Hostile.Texts),
            12 => text.PadLeft(chance.Below(40), '0'),
            _ => chance.OneOf(Hostile.Texts),
        };
    }

    private static Json Value(Chance chance) => chance.Below(40) switch
    {
        0 => Deep(Json.OfToken("1"), chance),
        1 => Json.OfToken(chance.Letters("0123456789", chance.Between(1, 400))),
        2 when chance.Below(10) == 0 => Json.OfText(new string('x', chance.Below(LongText))),
        3 when chance.Below(400) == 0 => Json.OfText(new string('y', chance.Between(900_000, 1_500_000))),
        < 20 => Json.OfText(chance.OneOf(Hostile.Texts)),
        _ => Json.OfToken(chance.OneOf(Hostile.Tokens)),
    };

    private static Json Deep(Json value, Chance chance)
    {
        for (var left = chance.Percent(95) ? chance.Between(1, 20) : chance.Between(20, 2000); left > 0; left--)
        {
            value = chance.Percent(50) ? Json.OfItems(value) : Json.OfMembers(("a", value));
        }

        return value;
    }

    // A number as a string, a string as a token.
    private static Json Retyped(Json value) =>
        value.Token is { } token ? Json.OfText(token) : value.Text is { } text ? Json.OfToken(text) : Json.OfItems(value.Copy());

    private static byte[] Flipped(byte[] bytes, Chance chance)
    {
        var flipped = bytes.Length == 0 ? [0] : (byte[])bytes.Clone();
        flipped[chance.Below(flipped.Length)] ^= (byte)(1 << chance.Below(8));
        return flipped;
    }

    private static string Swapped(string text, int at) =>
        at + 1 < text.Length ? $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}" : text;

    private static string Recased(string text, int at) =>
        at < text.Length && char.IsAsciiLetter(text[at]) ? $"{text[..at]}{(char)(text[at] ^ 0x20)}{text[(at + 1)..]}" : text.ToUpperInvariant();

    private static string Alike(string text, Chance chance)
    {
        var (plain, like) = chance.OneOf(Hostile.Confusable);
        return text.Replace(plain, like);
    }
}
