using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// The JSON in which PostgreSQL and SQLite store a payout: <c>{"format":2,"state":{…}}</c>, snake_case, enums as names,
/// decimals as exact strings. A change that an older release would misread takes a new format number, and
/// <see cref="Read"/> keeps reading the old ones.
/// </summary>
/// <param name="Format">The encoding of <paramref name="State"/>: 2, or 1 of older releases (<see cref="FormatOne"/>).</param>
/// <param name="State">The whole state.</param>
public sealed record PayoutDocument(int Format, PayoutState State)
{
    private const int CurrentFormat = 2;

    /// <summary>The state as JSON in the current format, in UTF-8: both databases take it as it is.</summary>
    public static byte[] Write(PayoutState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new PayoutDocument(CurrentFormat, state), PayoutJson.Default.PayoutDocument);

    /// <summary>
    /// The state in a stored document. Throws <see cref="JsonException"/> or <see cref="InvalidDataException"/> when a
    /// newer release wrote it: if it were read in part, it would be written back without the fields unknown to this
    /// release.
    /// </summary>
    public static PayoutState Read(string json)
    {
        var document = JsonSerializer.Deserialize(json, PayoutJson.Default.PayoutDocument);
        return document switch
        {
            { Format: CurrentFormat } => document.State,
            { Format: FormatOne.Number } => FormatOne.Upgrade(document.State),
            _ => throw new InvalidDataException($"A stored payout is in format {document?.Format}, and this release reads formats up to {CurrentFormat}."),
        };
    }
}

/// <summary>
/// Source-generated, and strict both ways: no missing members, no unknown ones, no null where none is declared.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(CallerJson), typeof(DecimalText), typeof(EnumWord<PayoutStatus>), typeof(EnumWord<PayoutDetail>), typeof(EnumWord<PayoutReason>),
        typeof(EnumWord<PayoutOrigin>), typeof(EnumWord<FeePayer>), typeof(EnumWord<LogSource>), typeof(EnumWord<ApprovalWord>), typeof(EnumWord<ApprovalOutcome>),
    ])]
[JsonSerializable(typeof(PayoutDocument))]
internal sealed partial class PayoutJson : JsonSerializerContext;

internal sealed class EnumWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class DecimalText : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("An amount is null.");
        var value = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

        // Parse rounds what a decimal cannot hold; we never wrote such a document.
        return value.ToString(CultureInfo.InvariantCulture) == text ? value : throw new JsonException("An amount has more digits than a decimal holds.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>
/// By hand, with the same result: as one level more, a caller in the history would make the serializer double its stack
/// for every payout, which is a kilobyte.
/// </summary>
internal sealed class CallerJson : JsonConverter<Caller>
{
    private const string Person = "person";
    private const string Key = "key";

    public override Caller Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A caller is no object.");
        }

        var caller = new Caller();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            caller = member switch
            {
                Person => caller with { Person = reader.GetString() },
                Key => caller with { Key = reader.GetString() },
                _ => throw new JsonException($"A caller has an unknown member, {member}."),
            };
        }

        return caller;
    }

    public override void Write(Utf8JsonWriter writer, Caller value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteIfAny(writer, Person, value.Person);
        WriteIfAny(writer, Key, value.Key);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }
}
