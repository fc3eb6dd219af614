using System.Text.Json.Nodes;

namespace Payouts.Client.Tests.Agreement;

/// <summary>
/// The client is written by hand: here it is held against the document of the service, so that it lacks no operation, parameter, member, word or code.
/// </summary>
public sealed class AgreementTests(ServiceFixture service)
{
    [Fact]
    public async Task The_client_lacks_nothing_that_the_service_has() => Assert.Empty(await ComplaintsAsync(_ => { }));

    [Fact]
    public async Task What_it_lacked_would_be_seen()
    {
        var complaints = await ComplaintsAsync(document =>
        {
            var paths = document["paths"]!;
            paths["/payouts/{id}/clone"] = new JsonObject { ["post"] = new JsonObject { ["responses"] = new JsonObject() } };
            paths["/payouts"]!["get"]!["parameters"]!.AsArray().Add(new JsonObject { ["in"] = "query", ["name"] = "batch" });
            paths["/payouts/{id}/cancel"]!["post"]!["parameters"]!.AsArray().Add(new JsonObject { ["in"] = "header", ["name"] = "X-New" });
            var schemas = document["components"]!["schemas"]!;
            schemas["PayoutRequest"]!["properties"]!["max_fee"] = new JsonObject { ["type"] = "string" };
            schemas["Payout"]!["properties"]!["batch"] = new JsonObject { ["type"] = "string" };
            schemas["Payout"]!["properties"]!["amount"] = new JsonObject { ["type"] = new JsonArray("string", "null") };
            schemas["Payout"]!["required"]!.AsArray().RemoveAll(name => (string?)name == "version");
            schemas["PayoutEventData"]!["properties"]!["batch"] = new JsonObject { ["type"] = "string" };
            schemas["Catalog"]!["properties"]!["read_at"] = new JsonObject { ["type"] = "integer" };
            schemas["PayoutStatusWord"]!["x-extensible-enum"]!.AsArray().Add("parked");
            schemas["PayoutOrigin"]!["enum"]!.AsArray().Add("salary");
            schemas["ProblemCode"]!["x-extensible-enum"]!.AsArray().Add("new-code");
            schemas["Problem"]!["properties"]!["quota"] = new JsonObject { ["type"] = "string" };
        });
        string[] expected =
        [
            "POST /payouts/{id}/clone: no call asks for it.", "no call sends the parameter batch", "no call sends the header X-New", "no call sends the member max_fee",
            "Payout lacks batch", "Payout.amount may be null", "Payout needs version", "PayoutEventData lacks batch", "read_at: DateTimeOffset is not Int64",
            "PayoutStatus does not know the word parked", "PayoutOrigin does not know the word salary", "ProblemCode does not know the word new-code", "Problem: quota is no member",
        ];
        Assert.All(expected, text => Assert.True(complaints.Any(complaint => complaint.Contains(text, StringComparison.Ordinal)), $"\"{text}\" is not among:\n{string.Join('\n', complaints)}"));
    }

    private async Task<IReadOnlyList<string>> ComplaintsAsync(Action<JsonNode> change)
    {
        var document = JsonNode.Parse(await service.Http.GetStringAsync(new Uri(service.Address, "openapi/v1.json")))!;
        change(document);
        var calls = new List<(Asked, Sample)>();
        foreach (var sample in Sample.All)
        {
            calls.Add((await sample.AskAsync(), sample));
        }

        return new Comparison(new Document(document), calls).Complaints();
    }
}
