using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Payouts.Fuzz.Mutation;

/// <summary>A JSON value that can be changed into what is no JSON any more: members twice, tokens that are none.</summary>
internal sealed class Json
{
    private Json()
    {
    }

    /// <summary>Of an object, in order.</summary>
    public List<(string Name, Json Value)>? Members { get; private set; }

    /// <summary>Of an array.</summary>
    public List<Json>? Items { get; private set; }

    /// <summary>Of a string, decoded.</summary>
    public string? Text { get; private set; }

    /// <summary>Anything else, as it is written.</summary>
    public string? Token { get; private set; }

    public static Json OfText(string text) => new() { Text = text };

    public static Json OfToken(string token) => new() { Token = token };

    public static Json OfItems(params IEnumerable<Json> items) => new() { Items = [.. items] };

    public static Json OfMembers(params IEnumerable<(string Name, Json Value)> members) => new() { Members = [.. members] };

    public static Json Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    public Json Copy() => new()
    {
        Members = Members?.ConvertAll(static member => (member.Name, member.Value.Copy())),
        Items = Items?.ConvertAll(static item => item.Copy()),
        Text = Text,
        Token = Token,
    };

    /// <summary>Takes another's place.</summary>
    public void Become(Json other) => (Members, Items, Text, Token) = (other.Members, other.Items, other.Text, other.Token);

    /// <summary>This value and all below it.</summary>
    public List<Json> All()
    {
        List<Json> all = [this];
        for (var at = 0; at < all.Count; at++)
        {
            all[at].Members?.ForEach(member => all.Add(member.Value));
            all.AddRange(all[at].Items ?? []);
        }

        return all;
    }

    /// <summary>As PHP's <c>json_encode</c> with raw Unicode writes it, or with spaces and escapes that mean nothing strewn in.</summary>
    public string Write(Chance? chance = null, int percentSpaces = 0, int percentEscapes = 0)
    {
        var text = new StringBuilder();
        new Writer(text, chance, percentSpaces, percentEscapes).Value(this);
        return text.ToString();
    }

    private static Json Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfMembers(element.EnumerateObject().Select(static member => (member.Name, Of(member.Value)))),
        JsonValueKind.Array => OfItems(element.EnumerateArray().Select(Of)),
        JsonValueKind.String => OfText(element.GetString()!),
        _ => OfToken(element.GetRawText()),
    };

    private sealed class Writer(StringBuilder text, Chance? chance, int percentSpaces, int percentEscapes)
    {
        public void Value(Json json)
        {
            if (json.Members is { } members)
            {
                Sequence('{', '}', members, member =>
                {
                    String(member.Name);
                    Mark(':');
                    Value(member.Value);
                });
            }
            else if (json.Items is { } items)
            {
                Sequence('[', ']', items, Value);
            }
            else if (json.Text is { } decoded)
            {
                String(decoded);
            }
            else
            {
                text.Append(json.Token);
            }
        }

        private void Sequence<T>(char open, char close, List<T> all, Action<T> write)
        {
            Mark(open);
            for (var at = 0; at < all.Count; at++)
            {
                if (at > 0)
                {
                    Mark(',');
                }

                write(all[at]);
            }

            Mark(close);
        }

        private void Mark(char mark)
        {
            Space();
            text.Append(mark);
            Space();
        }

        private void Space()
        {
            if (percentSpaces > 0 && chance!.Percent(percentSpaces))
            {
                text.Append(chance.OneOf([" ", "\n", "\t", "\r\n", "   "]));
            }
        }

        private void String(string decoded)
        {
            text.Append('"');
            for (var at = 0; at < decoded.Length; at++)
            {
                var letter = decoded[at];
                var isEscaped = percentEscapes > 0 && chance!.Percent(percentEscapes);
                if (at + 1 < decoded.Length && char.IsSurrogatePair(letter, decoded[at + 1]))
                {
                    Pair(letter, decoded[++at], isEscaped);
                }
                else if (isEscaped || char.IsSurrogate(letter))
                {
                    Escape(letter);
                }
                else
                {
                    Letter(letter);
                }
            }

            text.Append('"');
        }

        private void Letter(char letter)
        {
            var word = letter switch { '\b' => "\\b", '\f' => "\\f", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => null };
            if (word is not null)
            {
                text.Append(word);
            }
            else if (letter is '"' or '\\' or '/')
            {
                text.Append('\\').Append(letter);
            }
            else if (letter < ' ' || letter is '\u2028' or '\u2029')
            {
                Escape(letter);
            }
            else
            {
                text.Append(letter);
            }
        }

        private void Escape(char letter) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");

        private void Pair(char high, char low, bool isEscaped)
        {
            if (isEscaped)
            {
                Escape(high);
                Escape(low);
            }
            else
            {
                text.Append(high).Append(low);
            }
        }
    }
}
