using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Approvals;

/// <summary>A payout that a person has seen at a version.</summary>
internal sealed record SeenPayout(string Id, long Version);

/// <summary>What is to be decided on.</summary>
/// <param name="Payouts">Each once.</param>
/// <param name="Expect">What the person saw of them in all.</param>
/// <param name="Reason">Why; a rejection has one.</param>
internal sealed record BulkDecision(ImmutableArray<SeenPayout> Payouts, BulkTotals Expect, string? Reason);

/// <summary>Reads the body of a decision on many payouts.</summary>
internal static class BulkReader
{
    public const int MostPayouts = 500;
    public const int MaxBodyBytes = 128 * 1024;

    private static readonly NamedSchema Seen = new("SeenPayout", _ => Closed(
        "A payout at the version that was seen.", new() { ["id"] = Text("The payout.", PayoutId.Pattern), ["version"] = Count("The version.", minimum: 1) }));

    private static readonly NamedSchema Total = new("ExpectedTotal", _ => Closed(
        "The sum of one asset.", new() { ["asset"] = Text("The coin's code."), ["amount"] = Amount("The sum.") }));

    private static readonly NamedSchema Expected = new("ExpectedSelection", document => Closed(
        "What was seen in all.", new() { ["count"] = Count("How many payouts."), ["totals"] = List("By asset.", Total.In(document)) }));

    public static readonly NamedSchema Body = new("BulkDecisionBody", document => Closed(
        "Decisions on many payouts. Unknown members are rejected.",
        new()
        {
            ["payouts"] = List($"1 to {MostPayouts}, each once.", Seen.In(document)),
            ["expect"] = Expected.In(document),
            ["reason"] = Text("Why, 1 to 500 characters; required to reject.", min: 1, max: DecisionReader.MaxTextLength).OrNull(),
        },
        "reason"));

    public static JsonNode Example() => new JsonObject
    {
        ["payouts"] = new JsonArray(new JsonObject { ["id"] = PayoutExamples.Id, ["version"] = 1 }, new JsonObject { ["id"] = "0123456789abcdef0123456789abcdef", ["version"] = 2 }),
        ["expect"] = new JsonObject { ["count"] = 2, ["totals"] = new JsonArray(new JsonObject { ["asset"] = "USDT", ["amount"] = "24000" }) },
    };

    public static Task<(BulkDecision? Asked, ProblemResult? Problem)> ReadAsync(HttpRequest http, ApprovalWord word, CancellationToken cancellationToken) => JsonRequest.ReadAsync(
        http,
        MaxBodyBytes,
        fields =>
        {
            fields.RefuseOthers("this request", ["payouts", "expect", "reason"]);
            var listed = fields.Objects("payouts").ToList();
            var payouts = listed.Select(ReadPayout).OfType<SeenPayout>().ToImmutableArray();
            if (listed.Count is 0 or > MostPayouts)
            {
                fields.Fault("/payouts", $"must have 1 to {MostPayouts} payouts.");
            }
            else if (payouts.DistinctBy(payout => payout.Id).Count() != payouts.Length)
            {
                fields.Fault("/payouts", "has a payout twice.");
            }

            var reason = word == ApprovalWord.Rejected ? fields.Required("reason", DecisionReader.Fault) : fields.Optional("reason", DecisionReader.Fault);
            return ReadExpectation(fields) is { } expect ? new BulkDecision(payouts, expect, reason) : null;
        },
        cancellationToken);

    private static SeenPayout? ReadPayout(JsonFields fields)
    {
        fields.RefuseOthers("a payout", ["id", "version"]);
        var id = fields.Required("id", text => PayoutId.IsValid(text) ? null : "must be 32 hex digits.");
        var version = fields.Whole("version", 1, int.MaxValue);
        if (version is null && fields.Find("version") is null)
        {
            fields.Fault("/version", "is required.");
        }

        return id is not null && version is { } seen ? new(id, seen) : null;
    }

    private static BulkTotals? ReadExpectation(JsonFields fields)
    {
        if (fields.Object("expect") is not { } expect)
        {
            if (fields.Find("expect") is null)
            {
                fields.Fault("/expect", "is required: how many payouts, and how much of each asset, you mean to decide on.");
            }

            return null;
        }

        expect.RefuseOthers("\"expect\"", ["count", "totals"]);
        var totals = ImmutableSortedDictionary.CreateBuilder<string, Sum>(StringComparer.Ordinal);
        foreach (var total in expect.Objects("totals"))
        {
            total.RefuseOthers("a total", ["asset", "amount"]);
            var asset = total.Required("asset", TextRules.Code)?.ToUpperInvariant();
            Sum sum = default;
            var amount = total.Required("amount", text => TryParse(text, out sum) ? null : "must be decimal digits with at most 8 after the point.");
            if (asset is not null && amount is not null)
            {
                if (!totals.TryAdd(asset, sum))
                {
                    total.Fault("/asset", "is there twice.");
                }
            }
        }

        if (expect.Whole("count", 0, MostPayouts) is { } count)
        {
            return new(count, totals.ToImmutable());
        }

        if (expect.Find("count") is null)
        {
            expect.Fault("/count", "is required: how many payouts you mean to decide on.");
        }

        return null;
    }

    private static bool TryParse(string text, out Sum sum)
    {
        sum = default;
        if (text.Length > 40 || !text.All(letter => char.IsAsciiDigit(letter) || letter == '.') || text.Count(letter => letter == '.') > 1)
        {
            return false;
        }

        try
        {
            sum = Sum.Parse(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
