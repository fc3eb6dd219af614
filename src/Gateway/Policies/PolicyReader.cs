using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Policies;

/// <summary>
/// Reads a policy as people write it (docs/http-api.md, "Policy"). What each member may be is said here; what they have
/// to be together, the policy's grain says.
/// </summary>
internal static class PolicyReader
{
    private const int Format = 1;

    // Bounds that keep a number from being none; the grain's are much narrower.
    private const int MostCount = 1_000_000_000;

    private static readonly ImmutableArray<string> Members = ["format", "version", "default", "rules", "limits", "address_book"];
    private static readonly ImmutableArray<string> RuleMembers = ["name", "when", "unless", "then", "needed", "expires_after"];
    private static readonly ImmutableArray<string> LimitMembers = ["name", "when", "unless", "per", "window", "max_amount", "max_count", "on_excess", "needed"];
    private static readonly ImmutableArray<string> BookMembers = ["default", "clients", "cooling_off"];
    private static readonly ImmutableArray<string> NeededMembers = ["role", "count"];

    /// <summary>Reads a policy. Of <c>format</c> and <c>version</c>, which an answer has, only the first is looked at.</summary>
    public static Policy Read(JsonFields fields)
    {
        fields.RefuseOthers("a policy", Members);
        fields.Whole("format", Format, Format);
        fields.Whole("version", 0, int.MaxValue);
        return new()
        {
            Default = fields.Optional<PolicyAction>("default", JsonLists.Word) ?? PolicyAction.Allow,
            Rules = [.. fields.Objects("rules").Select(Rule)],
            Limits = [.. fields.Objects("limits").Select(Limit)],
            AddressBook = Book(fields.Object("address_book")),
        };
    }

    /// <summary>The rule of a time span: <c>[d.]hh:mm:ss</c>, in whole seconds, and only as it would be written back.</summary>
    public static string? ReadSpan(string text, out TimeSpan span) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out span) && span.ToString("c", CultureInfo.InvariantCulture) == text && span.Ticks % TimeSpan.TicksPerSecond == 0
            ? null
            : "must be a time span [d.]hh:mm:ss, such as 3.00:00:00 or 12:00:00.";

    private static PolicyRule Rule(JsonFields fields)
    {
        fields.RefuseOthers("a rule", RuleMembers);
        return new()
        {
            Name = fields.Required("name", NameFault) ?? "",
            When = ConditionReader.Read(fields, "when"),
            Unless = ConditionReader.Read(fields, "unless"),
            Then = fields.Required<PolicyAction>("then", JsonLists.Word) ?? default,
            Needed = Needed(fields),
            ExpiresAfter = fields.Optional<TimeSpan>("expires_after", ReadSpan),
        };
    }

    private static LimitRule Limit(JsonFields fields)
    {
        fields.RefuseOthers("a limit", LimitMembers);
        return new()
        {
            Name = fields.Required("name", NameFault) ?? "",
            When = ConditionReader.Read(fields, "when"),
            Unless = ConditionReader.Read(fields, "unless"),
            // In whatever order: what is counted apart is a set.
            Per = fields.Find("per") is { ValueKind: JsonValueKind.Array } none && none.GetArrayLength() == 0 ? [] : [.. fields.Texts<LimitPer>("per", JsonLists.Word).Order()],
            Window = fields.Required<TimeSpan>("window", ReadSpan) ?? default,
            MaxAmount = fields.Optional<decimal>("max_amount", Amounts.Read),
            MaxCount = fields.Whole("max_count", 1, MostCount),
            OnExcess = fields.Optional<LimitExcess>("on_excess", JsonLists.Word) ?? LimitExcess.Refuse,
            Needed = Needed(fields),
        };
    }

    private static ImmutableArray<NeededApproval> Needed(JsonFields rule) =>
    [
        .. rule.Objects("needed").Select(fields =>
        {
            fields.RefuseOthers("a group of approvals", NeededMembers);
            var role = fields.Optional("role", text => TextRules.Free(text, max: 40));
            if (fields.Find("count") is null)
            {
                fields.Fault("/count", "is required.");
            }

            return new NeededApproval(role, fields.Whole("count", 1, MostCount) ?? 1);
        }),
    ];

    private static AddressBookRule Book(JsonFields? fields)
    {
        var book = new AddressBookRule();
        if (fields is null)
        {
            return book;
        }

        fields.RefuseOthers("the address book", BookMembers);
        return new()
        {
            Default = fields.Optional<AddressMode>("default", JsonLists.Word) ?? book.Default,
            Clients = Clients(fields),
            CoolingOff = fields.Optional<TimeSpan>("cooling_off", ReadSpan) ?? book.CoolingOff,
        };
    }

    private static ImmutableSortedDictionary<string, AddressMode> Clients(JsonFields book)
    {
        var clients = ImmutableSortedDictionary.CreateBuilder<string, AddressMode>(StringComparer.Ordinal);
        if (book.Find("clients") is not { } element)
        {
            return clients.ToImmutable();
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            book.Fault("/clients", "must be an object: a mode for each client.");
            return clients.ToImmutable();
        }

        foreach (var client in element.EnumerateObject())
        {
            var pointer = FieldError.PointerTo("/clients", client.Name);
            if (TextRules.ClientId(client.Name) is { } fault)
            {
                book.Fault(pointer, $"is no client: {fault}");
            }
            else if (client.Value.ValueKind != JsonValueKind.String || !Grains.Interfaces.EnumNames<AddressMode>.TryParse(client.Value.GetString()!, out var mode))
            {
                book.Fault(pointer, "must be off or require.");
            }
            else
            {
                clients[client.Name] = mode;
            }
        }

        return clients.ToImmutable();
    }

    /// <summary>The grain knows the rule; here it is only that a message stays short.</summary>
    private static string? NameFault(string text) => TextRules.Free(text, max: 128);
}
