using System.Globalization;
using System.Text.Json;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Policy. What a newer service adds is shown as it is, and never left out.</summary>
public static class PolicyWords
{
    /// <summary>The rules, in their order.</summary>
    public static IEnumerable<JsonElement> Rules(JsonElement policy) => List(policy, "rules");

    /// <summary>The limits.</summary>
    public static IEnumerable<JsonElement> Limits(JsonElement policy) => List(policy, "limits");

    /// <summary>A text of an object; empty if there is none.</summary>
    public static string Text(JsonElement of, string member) => of.TryGetProperty(member, out var value) ? Plain(value) : "";

    /// <summary>"Payouts in USDT, from 10000, unless of the client c-1: wait for 2 approvals, for 3 days".</summary>
    public static string Rule(JsonElement rule) => $"{Subject(rule)}: {Action(rule)}{Rest(rule, "name", "when", "unless", "then", "needed", "expires_after")}.";

    /// <summary>"Payouts in USDT, for each client, within 1 day: at most 50000 and 500 payouts; what does not fit is refused".</summary>
    public static string Limit(JsonElement limit)
    {
        var per = limit.TryGetProperty("per", out var of) ? $", for each {Joined(of, "and")}" : ", all together";
        var most = new[] { ("max_amount", ""), ("max_count", " payouts") }.Where(cap => limit.TryGetProperty(cap.Item1, out _)).Select(cap => Text(limit, cap.Item1) + cap.Item2);
        var excess = Excess(Text(limit, "on_excess"), Needed(limit));
        return $"{Subject(limit)}{per}, within {Span(Text(limit, "window"))}: at most {string.Join(" and ", most)}; what does not fit {excess}{Rest(limit, "name", "when", "unless", "per", "window", "max_amount", "max_count", "on_excess", "needed")}.";
    }

    /// <summary>What becomes of a payout that does not fit under a limit.</summary>
    /// <param name="word">The API's word.</param>
    /// <param name="needed">Whose approvals it may wait for.</param>
    public static string Excess(string word, string needed) => word switch
    {
        "refuse" => "is refused",
        "queue" => "waits until there is room",
        "approve" => $"waits for {needed}",
        _ => word,
    };

    /// <summary>A span as the API writes it, "[d.]hh:mm:ss", in words; another text as it is.</summary>
    public static string Span(string text) => TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? Plural.Duration(span) : text;

    /// <summary>What becomes of a payout that no rule matches.</summary>
    public static string Default(JsonElement policy) => $"All other payouts {Become(Text(policy, "default"))}.";

    /// <summary>Whose payouts go to known addresses alone.</summary>
    public static string Book(JsonElement policy)
    {
        if (!policy.TryGetProperty("address_book", out var book))
        {
            return "";
        }

        var clients = book.TryGetProperty("clients", out var named) ? named.EnumerateObject().GroupBy(client => Plain(client.Value), client => client.Name).ToDictionary(group => group.Key, group => string.Join(", ", group)) : [];
        var others = Text(book, "default") == "require" ? "Every client is paid at known addresses alone" : "Clients are paid at any address";
        var known = clients.TryGetValue("require", out var names) ? $"; at known addresses alone: {names}" : "";
        var any = clients.TryGetValue("off", out var free) ? $"; at any address: {free}" : "";
        return $"{others}{known}{any}. A new address waits {Span(Text(book, "cooling_off"))}.";
    }

    /// <summary>What stands at one place of a policy: a sentence where it is a rule or a limit.</summary>
    public static string Value(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "nothing",
        { ValueKind: JsonValueKind.Object } rule when rule.TryGetProperty("then", out _) => Rule(rule),
        { ValueKind: JsonValueKind.Object } limit when limit.TryGetProperty("window", out _) => Limit(limit),
        { ValueKind: JsonValueKind.Array } groups when groups.GetArrayLength() > 0 && groups.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("count", out _)) => Groups(groups.EnumerateArray()),
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => Joined(list, ","),
        { } other => Plain(other),
    };

    /// <summary>Where a proposal stands.</summary>
    public static string Status(ProposalStatus status) => status.Value switch
    {
        "proposed" => "waits for another person",
        "approved" => "came into force",
        "rejected" => "was rejected",
        "withdrawn" => "was withdrawn",
        "expired" => "expired: nobody decided in time",
        "outdated" => "outdated: another version came into force",
        var other => other,
    };

    /// <summary>What would become of a payout.</summary>
    public static string Decision(PolicyCheck check) => check.Decision is { } decision
        ? $"It would {decision.Value switch { "allow" => "be made", "approve" => "wait for approvals", "hold" => "wait until somebody lets it go", "refuse" => "be refused", var other => other }}"
        : "It depends on the address";

    private static string Subject(JsonElement of)
    {
        var when = of.TryGetProperty("when", out var condition) ? string.Join(", ", Conditions(condition)) : "";
        var unless = of.TryGetProperty("unless", out var exception) ? $", unless {string.Join(", ", Conditions(exception))}" : "";
        return $"{(when.Length == 0 ? "All payouts" : $"Payouts {when}")}{unless}";
    }

    private static string Action(JsonElement rule)
    {
        var expiry = Text(rule, "expires_after") is { Length: > 0 } span ? $", for {Span(span)}" : "";
        return Text(rule, "then") == "approve" ? $"wait for {Needed(rule)}{expiry}" : Become(Text(rule, "then"));
    }

    private static string Become(string action) => action switch
    {
        "allow" => "are allowed",
        "hold" => "wait until somebody lets them go",
        "refuse" => "are refused",
        _ => action,
    };

    private static string Needed(JsonElement of) => Groups(List(of, "needed"));

    private static string Groups(JsonElement.ArrayEnumerator groups) => string.Join(" and ", groups.Select(group =>
        $"{Text(group, "count")} {(Text(group, "count") == "1" ? "approval" : "approvals")}{(Text(group, "role") is { Length: > 0 } role ? $" of the role {role}" : "")}"));

    private static IEnumerable<string> Conditions(JsonElement condition) => condition.EnumerateObject().Select(member => member.Name switch
    {
        "client" => $"of the client {Joined(member.Value, "or")}",
        "asset" => $"in {Joined(member.Value, "or")}",
        "network" => $"on {Joined(member.Value, "or")}",
        "origin" => $"of the origin {Joined(member.Value, "or")}",
        "initiator" => $"made by {Joined(member.Value, "or")}",
        "key" => $"made with the key {Joined(member.Value, "or")}",
        "batch" => member.Value.ValueKind == JsonValueKind.True ? "of a batch" : "of no batch",
        "amount" => string.Join(" and ", member.Value.EnumerateObject().Select(bound => $"{bound.Name} {Plain(bound.Value)}")),
        "hours" => $"made between {Text(member.Value, "from")} and {Text(member.Value, "to")} in {Text(member.Value, "zone")}{(member.Value.TryGetProperty("days", out var days) ? $" on {Joined(days, "or")}" : "")}",
        "address" => $"to an address that is {Joined(member.Value, "or")}",
        _ => $"with {member.Name} {Plain(member.Value)}",
    });

    private static string Rest(JsonElement of, params string[] known) =>
        string.Concat(of.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => $"; {member.Name} {Plain(member.Value)}"));

    private static JsonElement.ArrayEnumerator List(JsonElement of, string member) =>
        of.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Joined(JsonElement list, string word)
    {
        var items = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(Plain).ToList() : [Plain(list)];
        return string.Join(word == "," ? ", " : $" {word} ", items);
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
