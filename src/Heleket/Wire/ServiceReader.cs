using System.Globalization;
using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Reads the services list entry by entry, so that an odd one hides no other. Network and currency decide: an entry without them is left out.
/// Limits and fees inform: one that cannot be read, or cannot be meant, is none.
/// </summary>
internal static class ServiceReader
{
    private const int MaxQuotedLength = 40;

    /// <exception cref="JsonException">It is no list at all.</exception>
    public static HeleketServices Read(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The services are no list.");
        }

        List<HeleketService> services = [];
        List<string> leftOut = [];
        List<string> oddMembers = [];
        foreach (var (place, item) in result.EnumerateArray().Index())
        {
            var (network, currency) = (Code(item, "network"), Code(item, "currency"));
            if (network is null || currency is null)
            {
                leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"entry {place + 1} ({Explain(item)})"));
            }
            else
            {
                services.Add(Entry(item, network, currency, name => oddMembers.Add($"{name} of {currency} on {network}")));
            }
        }

        return new HeleketServices(services, leftOut, oddMembers);
    }

    private static HeleketService Entry(JsonElement item, string network, string currency, Action<string> isOdd)
    {
        var (limit, commission) = (item.Member("limit"), item.Member("commission"));
        var least = NotNegative(limit, "min_amount", isOdd);
        var most = NotNegative(limit, "max_amount", isOdd);
        return new HeleketService(
            network,
            currency,
            // What is not said, or cannot be read, is left to Heleket to refuse when a payout comes.
            IfReadable(() => item.Flag("is_available"), "is_available", isOdd) ?? true,
            least,
            // 0, or less than the minimum: no amount could be paid, so it cannot be meant.
            most is > 0 && !(most < least) ? most : null,
            NotNegative(commission, "fee_amount", isOdd),
            NotNegative(commission, "percent", isOdd));
    }

    private static decimal? NotNegative(JsonElement? data, string name, Action<string> isOdd)
    {
        var number = IfReadable(() => data?.Number(name), name, isOdd);
        if (number is not < 0)
        {
            return number;
        }

        isOdd(name);
        return null;
    }

    private static T? IfReadable<T>(Func<T?> read, string name, Action<string> isOdd)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            isOdd(name);
            return null;
        }
    }

    private static string? Code(JsonElement item, string name)
    {
        try
        {
            return item.Member(name) is { ValueKind: JsonValueKind.String } && item.Text(name)!.Trim() is { Length: > 0 } code ? code : null;
        }
        catch (JsonException)
        {
            // Half of a surrogate pair: the entry is left out, and says so.
            return null;
        }
    }

    private static string Explain(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object ? $"{Told(item, "network")}, {Told(item, "currency")}" : $"{Quoted(item)} is no object";

    private static string Told(JsonElement item, string name) => $"`{name}` {(item.TryGetProperty(name, out var value) ? Quoted(value) : "is missing")}";

    private static string Quoted(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= MaxQuotedLength ? text : $"{text[..MaxQuotedLength]}… ({text.Length} characters)";
    }
}
