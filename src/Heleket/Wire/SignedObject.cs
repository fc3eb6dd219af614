using System.Text.Json;
using System.Text.Unicode;

namespace Heleket.Wire;

/// <summary>A JSON object and the position of its own member <c>sign</c>, found without building a tree.</summary>
internal readonly struct SignedObject
{
    /// <summary>The longest body that is accepted, in bytes: 64 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    private const string SignName = "sign";
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxLength };

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Range _cut;

    private SignedObject(ReadOnlyMemory<byte> body, string? sign, Range cut, bool namesTwice) =>
        (_body, Sign, _cut, NamesTwice) = (body, sign, cut, namesTwice);

    /// <summary>The value of <c>sign</c>, if it is present and a string.</summary>
    public string? Sign { get; }

    /// <summary>Whether two of the object's own members share a name, which makes such a member ambiguous.</summary>
    public bool NamesTwice { get; }

    /// <summary>
    /// The body without the member and the comma that separated it from its neighbour. Undefined without a
    /// <see cref="Sign"/>.
    /// </summary>
    public byte[] WithoutSign() => [.. _body.Span[.._cut.Start], .. _body.Span[_cut.End..]];

    /// <summary>Reads the whole body in one pass.</summary>
    /// <exception cref="JsonException">
    /// The body is not a single JSON object in UTF-8, or has two signatures.
    /// </exception>
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

            // If `sign` came first, the comma after it is cut too, up to this member.
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

        // Throws if anything follows the object.
        reader.Read();
        return new SignedObject(body, sign, from..to, namesTwice);
    }

    /// <summary>The end of the value before a member: before the comma and the white space around it.</summary>
    private static int PreviousEnd(ReadOnlySpan<byte> body, int start)
    {
        var comma = body[..start].LastIndexOf((byte)',');
        return body[..comma].TrimEnd(" \t\r\n"u8).Length;
    }
}
