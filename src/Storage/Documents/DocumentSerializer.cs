using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;
using Payouts.Grains.Documents;

namespace Payouts.Storage.Documents;

/// <summary>
/// The JSON of documents: <c>{"format":1,…}</c>, snake_case, enums as names, decimals as exact strings, ASCII alone. The
/// format is that of the record's <see cref="DocumentAttribute"/>. Strict both ways, so that nothing is lost when a
/// document is written back.
/// </summary>
public sealed class DocumentSerializer : IGrainStorageSerializer
{
    private const string Format = "format";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new DecimalText(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddFormat } },
    };

    /// <summary>The document of a record.</summary>
    /// <exception cref="InvalidDataException">
    /// It would be larger than <see cref="DocumentAttribute.MostBytes"/>, or a member of <see cref="IListed"/> is too long.
    /// </exception>
    public BinaryData Serialize<T>(T? input)
    {
        if (input is IListed listed)
        {
            RequireShort(nameof(listed.List), listed.List);
            RequireShort(nameof(listed.Sort), listed.Sort);
        }

        var most = DocumentAttribute.Of(typeof(T)).MostBytes;
        var json = JsonSerializer.SerializeToUtf8Bytes(input, Options);
        return json.Length <= most
            ? new BinaryData(json)
            : throw new InvalidDataException($"It would have {json.Length} bytes, and a document may have at most {most}.");
    }

    /// <summary>The record in a document of this release's format or an older one.</summary>
    /// <exception cref="InvalidDataException">
    /// A newer release wrote it: if it were read in part, it would be written back without the members unknown to this
    /// release. Or it is no document of this kind.
    /// </exception>
    public T Deserialize<T>(BinaryData input)
    {
        var newest = DocumentAttribute.Of(typeof(T)).Format;
        try
        {
            var format = FormatOf(input.ToMemory());
            if (format < 1 || format > newest)
            {
                throw new InvalidDataException($"It is in format {format}, and this release reads formats up to {newest}: it was written by a newer release.");
            }

            return JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options) ?? throw new InvalidDataException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("It is not what a document of its kind can be in this release.", exception);
        }
    }

    private static int FormatOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(Format, out var format)
            && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number)
            ? number
            : throw new InvalidDataException("It has no format.");
    }

    private static void AddFormat(JsonTypeInfo type)
    {
        if (type.Type.GetCustomAttribute<DocumentAttribute>() is { } document)
        {
            var format = type.CreateJsonPropertyInfo(typeof(int), Format);
            format.Get = _ => document.Format;
            format.Set = (_, _) => { };
            format.Order = int.MinValue;
            type.Properties.Add(format);
            if (typeof(ISealed<>).MakeGenericType(type.Type).IsAssignableFrom(type.Type))
            {
                type.Properties.Single(property => property.Name == "seal").Order = int.MaxValue;
            }
        }
    }

    private static void RequireShort(string member, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > IListed.MostBytes)
        {
            throw new InvalidDataException($"Its member {member} has more than {IListed.MostBytes} bytes.");
        }
    }
}
