using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Payouts.Grains.Interfaces;

namespace Payouts.Gateway.Http;

/// <summary>Reads members that are no strings: objects, lists, numbers, words. Each may be absent or null unless it says otherwise.</summary>
internal static class JsonLists
{
    /// <summary>An object.</summary>
    public static JsonFields? Object(this JsonFields fields, string name)
    {
        if (fields.Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            return fields.Within($"/{name}", element);
        }

        fields.Fault($"/{name}", "must be an object.");
        return null;
    }

    /// <summary>The objects of a list; none if it is absent.</summary>
    public static IEnumerable<JsonFields> Objects(this JsonFields fields, string name)
    {
        foreach (var (place, item) in fields.Items(name))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return fields.Within($"/{name}/{place.ToString(CultureInfo.InvariantCulture)}", item);
            }
            else
            {
                fields.Fault($"/{name}/{place}", "must be an object.");
            }
        }
    }

    /// <summary>A list of at least one text, each once; empty if it is absent.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="name">The member.</param>
    /// <param name="rule">Parses one; returns the error, or <see langword="null"/>.</param>
    public static ImmutableArray<T> Texts<T>(this JsonFields fields, string name, TextRule<T> rule)
    {
        var list = ImmutableArray.CreateBuilder<T>();
        foreach (var (place, item) in fields.Items(name))
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                fields.Fault($"/{name}/{place}", "must be a string.");
            }
            else if (rule(item.GetString()!, out var value) is { } fault)
            {
                fields.Fault($"/{name}/{place}", fault);
            }
            else if (list.Contains(value))
            {
                fields.Fault($"/{name}/{place}", "is there twice.");
            }
            else
            {
                list.Add(value);
            }
        }

        if (fields.Find(name) is { ValueKind: JsonValueKind.Array } empty && empty.GetArrayLength() == 0)
        {
            fields.Fault($"/{name}", "must not be empty; leave it out.");
        }

        return list.ToImmutable();
    }

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public static int? Whole(this JsonFields fields, string name, int minimum, int maximum)
    {
        if (fields.Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        fields.Fault($"/{name}", $"must be a whole number from {minimum} to {maximum}.");
        return null;
    }

    /// <summary>True or false.</summary>
    public static bool? Flag(this JsonFields fields, string name)
    {
        switch (fields.Find(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                fields.Fault($"/{name}", "must be true or false.");
                return null;
        }
    }

    /// <summary>The rule of an enum's names.</summary>
    public static string? Word<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum =>
        EnumNames<TEnum>.TryParse(text, out value) ? null : $"must be one of {string.Join(", ", EnumNames<TEnum>.All)}.";

    private static IEnumerable<(int Place, JsonElement Item)> Items(this JsonFields fields, string name)
    {
        if (fields.Find(name) is not { } element)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Index();
        }

        fields.Fault($"/{name}", "must be a list.");
        return [];
    }
}
