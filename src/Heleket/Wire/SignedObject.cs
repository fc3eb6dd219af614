using System.Text.Json;
using System.Text.Unicode;

namespace Heleket.Wire;

/// <summary>A JSON object with the place of its own member <c>sign</c>, found without building a tree.</summary>
internal readonly struct SignedObject
{
    /// <summary>The longest body that is looked at, in bytes: 64 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    private const string SignName = "sign";
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxLength };

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Range _cut;

    private SignedObject(ReadOnlyMemory<byte> body, string? sign, Range cut, bool namesTwice) =>
        (_body, Sign, _cut, NamesTwice) = (body, sign, cut, namesTwice);

    /// <summary>The value of <c>sign</c>, if it is there and is a string.</summary>
    public string? Sign { get; }

    /// <summary>Two of its own members have one name. Whoever reads one of them must not guess which is meant.</summary>
    public bool NamesTwice { get; }

    /// <summary>The body without the member and the comma that parted it from its neighbour. Not defined without a <see cref="Sign"/>.</summary>
    public byte[] WithoutSign() => [.. _body.Span[.._cut.Start], .. _body.Span[_cut.End..]];

    /// <summary>Reads the whole body once.</summary>
    /// <exception cref="JsonException">It is not one JSON object in UTF-8, or has two signatures.</exception>
    public static SignedObject Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new JsonException("The body is not UTF-8.");
        }

        var reader = new Utf8JsonReader(body.Span, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("The body is not a JSON object.");
            }

            return ReadMembers(body, ref reader);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A name or the signature holds half of a surrogate pair.", e);
        }
    }

    private static SignedObject ReadMembers(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? sign = null;
        var (from, to) = (0, 0);
        var (first, namesTwice) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            if (!names.Add(name))
            {
                namesTwice = name != SignName ? true : throw new JsonException("There are two signatures.");
            }

            // After a `sign` that came first, the comma behind it goes too, up to this member.
            (to, first) = first ? (start, false) : (to, false);
            reader.Read();
            if (name == SignName)
            {
                sign = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                first = names.Count == 1;
                from = first ? start : PreviousEnd(body.Span, start);
                to = (int)reader.BytesConsumed;
            }

            reader.Skip();
        }

        // Whatever follows the object makes this throw.
        reader.Read();
        return new SignedObject(body, sign, from..to, namesTwice);
    }

    /// <summary>Where the value before a member ends: before the comma and the white space that lie between them.</summary>
    private static int PreviousEnd(ReadOnlySpan<byte> body, int start)
    {
        var comma = body[..start].LastIndexOf((byte)',');
        return body[..comma].TrimEnd(" \t\r\n"u8).Length;
    }
}
