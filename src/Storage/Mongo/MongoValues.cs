using MongoDB.Bson;
using Payouts.Grains.Interfaces;

namespace Payouts.Storage.Mongo;

/// <summary>How single values are stored: times as dates, enums as names, what is null not at all.</summary>
internal static class MongoValues
{
    /// <summary>A value that the server must not read as an expression, whatever text it contains.</summary>
    public static BsonDocument Literal(BsonValue value) => new("$literal", value);

    /// <summary>A time as MongoDB stores it: whole milliseconds.</summary>
    public static BsonDateTime Date(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>A stored time.</summary>
    public static DateTimeOffset Time(BsonValue date) => DateTimeOffset.FromUnixTimeMilliseconds(date.AsBsonDateTime.MillisecondsSinceEpoch);

    /// <summary>A text, or nothing.</summary>
    public static BsonString? Optional(string? text) => text is null ? null : new BsonString(text);

    /// <summary>A number, or nothing.</summary>
    public static BsonInt32? Optional(int? number) => number is { } value ? new BsonInt32(value) : null;

    /// <summary>A flag, or nothing.</summary>
    public static BsonBoolean? Optional(bool? flag) => flag is { } value ? BsonBoolean.Create(value) : null;

    /// <summary>An amount, or nothing.</summary>
    public static BsonDecimal128? Optional(decimal? amount) => amount is { } value ? new BsonDecimal128(value) : null;

    /// <summary>A time, or nothing.</summary>
    public static BsonDateTime? Optional(DateTimeOffset? time) => time is { } value ? Date(value) : null;

    /// <summary>An enum's word, or nothing.</summary>
    public static BsonString? Optional<T>(T? word)
        where T : struct, Enum => word is { } value ? new BsonString(EnumNames.Of(value)) : null;

    /// <summary>The text under the name, if there is one.</summary>
    public static string? OptionalText(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsString : null;

    /// <summary>The number under the name, if there is one.</summary>
    public static int? OptionalNumber(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsInt32 : null;

    /// <summary>The flag under the name, if there is one.</summary>
    public static bool? OptionalFlag(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsBoolean : null;

    /// <summary>The amount under the name, if there is one.</summary>
    public static decimal? OptionalAmount(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsDecimal : null;

    /// <summary>The time under the name, if there is one.</summary>
    public static DateTimeOffset? OptionalTime(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? Time(value) : null;

    /// <summary>The enum's word under the name, if there is one.</summary>
    public static T? OptionalWord<T>(BsonDocument document, string name)
        where T : struct, Enum => document.TryGetValue(name, out var value) ? EnumNames.To<T>(value.AsString) : null;
}
