using System.Collections.Immutable;
using System.Globalization;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Policies;

/// <summary>Reads <c>when</c> and <c>unless</c> (docs/http-api.md, "Policy").</summary>
internal static class ConditionReader
{
    private const int MostOfAName = 128;

    private static readonly ImmutableArray<string> Members = ["client", "asset", "network", "origin", "initiator", "key", "batch", "amount", "hours", "address"];
    private static readonly ImmutableArray<string> AmountMembers = ["from", "below"];
    private static readonly ImmutableArray<string> HoursMembers = ["zone", "from", "to", "days"];

    /// <summary>Reads a condition; <see langword="null"/> if there is none.</summary>
    public static RuleCondition? Read(JsonFields rule, string name)
    {
        if (rule.Object(name) is not { } fields)
        {
            return null;
        }

        fields.RefuseOthers("a condition", Members);
        return new()
        {
            Client = fields.Texts("client", (string text, out string value) => TextRules.ClientId(value = text)),
            Asset = fields.Texts<string>("asset", Code),
            Network = fields.Texts<string>("network", Code),
            Origin = fields.Texts<PayoutOrigin>("origin", JsonLists.Word),
            Initiator = fields.Texts<string>("initiator", Name),
            Key = fields.Texts<string>("key", Name),
            Batch = fields.Flag("batch"),
            Amount = Amount(fields),
            Hours = Hours(fields),
            Address = fields.Texts<AddressCondition>("address", JsonLists.Word),
        };
    }

    private static AmountRange? Amount(JsonFields condition)
    {
        if (condition.Object("amount") is not { } fields)
        {
            return null;
        }

        fields.RefuseOthers("an amount", AmountMembers);
        return new(fields.Optional<decimal>("from", Amounts.Read), fields.Optional<decimal>("below", Amounts.Read));
    }

    private static HoursRange? Hours(JsonFields condition)
    {
        if (condition.Object("hours") is not { } fields)
        {
            return null;
        }

        fields.RefuseOthers("hours", HoursMembers);
        return new()
        {
            Zone = fields.Required("zone", Zone) ?? "",
            From = fields.Required<TimeOnly>("from", Time) ?? default,
            To = fields.Required<TimeOnly>("to", Time) ?? default,
            Days = fields.Texts<Weekday>("days", JsonLists.Word),
        };
    }

    private static string? Code(string text, out string code) => TextRules.Code(code = text.ToUpperInvariant());

    private static string? Name(string text, out string name) => TextRules.Free(name = text, MostOfAName);

    /// <summary>Whether there is such a zone is for the silos to say, whose clocks are meant.</summary>
    private static string? Zone(string text) =>
        text.Length is >= 1 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '+' or '-') ? null : "must be an IANA time zone, such as Europe/Vienna.";

    private static string? Time(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time) ? null : "must be a time of day, such as 22:00.";
}
