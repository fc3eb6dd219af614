using System.Globalization;
using System.Text.Json;

namespace Heleket.Wire;

/// <summary>
/// Reads the services list entry by entry, so that a malformed one hides no other. An entry without a readable network
/// and currency is left out. Limits and fees are informational: an unreadable or impossible one counts as absent.
/// </summary>
internal static class ServiceReader
{
    private const int MaxQuotedLength = 40;

    /// <exception cref="JsonException">The result is not a list.</exception>
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
            // If absent or unreadable, treat the pair as available and let Heleket refuse a payout.
            IfReadable(() => item.Flag("is_available"), "is_available", isOdd) ?? true,
            least,
            // A maximum of 0, or below the minimum, would allow no amount at all, so it cannot be meant.
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
            // A lone surrogate: the entry is left out and reported.
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
