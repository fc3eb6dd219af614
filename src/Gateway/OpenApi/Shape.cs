using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// A JSON object of a response, member by member in wire order. One list both writes and describes it, so the two
/// cannot differ (docs/adr/0025-an-answer-is-one-list.md). A view: nothing is copied.
/// </summary>
/// <typeparam name="T">What the response shows.</typeparam>
/// <param name="name">The schema's name.</param>
/// <param name="description">The schema's description.</param>
internal sealed class Shape<T>(string name, string description)
{
    private readonly List<Member> _members = [];

    /// <summary>The names of its members, in wire order.</summary>
    public IEnumerable<string> Members => _members.Select(member => member.Name.Value);

    /// <summary>Its schema. Every member is always present, but for marks.</summary>
    public NamedSchema Schema => new(name, document => Schemas.Object(
        description,
        _members.ToDictionary(member => member.Name.Value, member => member.Describe(document)),
        [.. _members.Where(member => member.IsShown is not null).Select(member => member.Name.Value)]));

    /// <summary>Writes the object.</summary>
    public void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        foreach (var member in _members)
        {
            if (member.IsShown is { } isShown && !isShown(value))
            {
                continue;
            }

            writer.WritePropertyName(member.Name);
            member.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>An example for the document, written as the real responses are.</summary>
    public JsonNode Example(T value) => Examples.Node(writer => Write(writer, value));

    /// <summary>A string, or null where the schema allows it.</summary>
    public Shape<T> Text(string member, OpenApiSchema schema, Func<T, string?> value) =>
        Add(member, _ => schema, (writer, shown) => writer.WriteStringValue(value(shown)));

    /// <summary>A string with a schema that has a name.</summary>
    public Shape<T> Text(string member, NamedSchema schema, Func<T, string?> value) =>
        Add(member, document => schema.In(document), (writer, shown) => writer.WriteStringValue(value(shown)));

    /// <summary>An amount as a string, or null where the schema allows it.</summary>
    public Shape<T> Amount(string member, OpenApiSchema schema, Func<T, decimal?> value) =>
        Text(member, schema, shown => value(shown) is { } amount ? Money.Text(amount) : null);

    /// <summary>A time, or null where the schema allows it.</summary>
    public Shape<T> Time(string member, OpenApiSchema schema, Func<T, DateTimeOffset?> value) =>
        Text(member, schema, shown => value(shown) is { } time ? Times.Format(time) : null);

    /// <summary>The name of an enum's member, or null.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="words">The schema of the enum.</param>
    /// <param name="value">The enum's member.</param>
    /// <param name="meaning">Its meaning here; defaults to the schema's own description.</param>
    public Shape<T> Word<TEnum>(string member, NamedSchema words, Func<T, TEnum?> value, string? meaning = null)
        where TEnum : struct, Enum =>
        Add(member, document => words.In(document, meaning), (writer, shown) => writer.WriteStringValue(EnumNames<TEnum>.Of(value(shown))));

    /// <summary>A boolean.</summary>
    public Shape<T> Flag(string member, string description, Func<T, bool> value) =>
        Add(member, _ => Schemas.Flag(description), (writer, shown) => writer.WriteBooleanValue(value(shown)));

    /// <summary>A boolean, or null.</summary>
    public Shape<T> FlagOrNull(string member, string description, Func<T, bool?> value) =>
        Add(member, _ => Schemas.Flag(description).OrNull(), (writer, shown) =>
        {
            if (value(shown) is { } flag)
            {
                writer.WriteBooleanValue(flag);
            }
            else
            {
                writer.WriteNullValue();
            }
        });

    /// <summary>True, or not there at all: for what hardly ever happens.</summary>
    public Shape<T> Mark(string member, string description, Func<T, bool> isShown) =>
        Add(member, _ => Schemas.Flag(description), (writer, _) => writer.WriteBooleanValue(true), isShown);

    /// <summary>A whole number, or null where the schema allows it.</summary>
    public Shape<T> Count(string member, OpenApiSchema schema, Func<T, long?> value) => Add(member, _ => schema, (writer, shown) =>
    {
        if (value(shown) is { } count)
        {
            writer.WriteNumberValue(count);
        }
        else
        {
            writer.WriteNullValue();
        }
    });

    /// <summary>A whole number, or null.</summary>
    public Shape<T> CountOrNull(string member, OpenApiSchema schema, Func<T, long?> value) =>
        Add(member, _ => schema.OrNull(), (writer, shown) =>
        {
            if (value(shown) is { } count)
            {
                writer.WriteNumberValue(count);
            }
            else
            {
                writer.WriteNullValue();
            }
        });

    /// <summary>Another object.</summary>
    public Shape<T> Object<TItem>(string member, Shape<TItem> shape, Func<T, TItem> value) =>
        Add(member, document => shape.Schema.In(document), (writer, shown) => shape.Write(writer, value(shown)));

    /// <summary>Another object, or null.</summary>
    public Shape<T> ObjectOrNull<TItem>(string member, string description, Shape<TItem> shape, Func<T, TItem?> value)
        where TItem : class =>
        Add(member, document => shape.Schema.OrNullIn(document, description), (writer, shown) =>
        {
            if (value(shown) is { } item)
            {
                shape.Write(writer, item);
            }
            else
            {
                writer.WriteNullValue();
            }
        });

    /// <summary>A list of strings.</summary>
    public Shape<T> Strings(string member, string description, string item, Func<T, ImmutableArray<string>> value) =>
        Add(member, _ => Schemas.List(description, Schemas.Text(item)), (writer, shown) =>
        {
            writer.WriteStartArray();
            foreach (var text in value(shown))
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        });

    /// <summary>A list of an enum's names.</summary>
    public Shape<T> Words<TEnum>(string member, string description, NamedSchema words, Func<T, ImmutableArray<TEnum>> value)
        where TEnum : struct, Enum =>
        Add(member, document => Schemas.List(description, words.In(document)), (writer, shown) =>
        {
            writer.WriteStartArray();
            foreach (var word in value(shown))
            {
                writer.WriteStringValue(EnumNames<TEnum>.Of(word));
            }

            writer.WriteEndArray();
        });

    /// <summary>A list of objects.</summary>
    public Shape<T> List<TItem>(string member, string description, Shape<TItem> items, Func<T, ImmutableArray<TItem>> value, int? max = null) =>
        Add(member, document => Schemas.List(description, items.Schema.In(document), max), (writer, shown) =>
        {
            writer.WriteStartArray();
            foreach (var item in value(shown))
            {
                items.Write(writer, item);
            }

            writer.WriteEndArray();
        });

    /// <summary>A list of strings.</summary>
    public Shape<T> List(string member, string description, Func<T, ImmutableArray<string>> value) =>
        Add(member, _ => Schemas.List(description, Schemas.Text()), (writer, shown) =>
        {
            writer.WriteStartArray();
            foreach (var text in value(shown))
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        });

    /// <summary>An object of strings by name.</summary>
    public Shape<T> Texts(string member, NamedSchema schema, Func<T, ImmutableSortedDictionary<string, string>> value) =>
        Add(member, document => schema.In(document), (writer, shown) =>
        {
            writer.WriteStartObject();
            foreach (var (key, text) in value(shown))
            {
                writer.WriteString(key, text);
            }

            writer.WriteEndObject();
        });

    /// <summary>A value of any kind, or null.</summary>
    public Shape<T> Json(string member, string description, Func<T, JsonNode?> value) =>
        Add(member, _ => new OpenApiSchema { Description = description }, (writer, shown) =>
        {
            if (value(shown) is { } node)
            {
                node.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        });

    /// <summary>Leaves the member that was added last out of some answers.</summary>
    public Shape<T> If(Func<T, bool> isShown)
    {
        _members[^1] = _members[^1] with { IsShown = isShown };
        return this;
    }

    private Shape<T> Add(string member, Func<OpenApiDocument, IOpenApiSchema> describe, Action<Utf8JsonWriter, T> write, Func<T, bool>? isShown = null)
    {
        _members.Add(new(JsonEncodedText.Encode(member), describe, write, isShown));
        return this;
    }

    private sealed record Member(JsonEncodedText Name, Func<OpenApiDocument, IOpenApiSchema> Describe, Action<Utf8JsonWriter, T> Write, Func<T, bool>? IsShown);
}
