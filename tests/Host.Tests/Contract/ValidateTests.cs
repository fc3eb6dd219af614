using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Validate".</summary>
public sealed class ValidateTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task What_is_validated_is_not_made_and_has_the_id_of_what_is_made_then()
    {
        var request = Api.Request(("reference", "validated")).ToJsonString();

        var validated = await _api.SendAsync(HttpMethod.Post, "/payouts?validate=true", request);
        Assert.Equal(HttpStatusCode.OK, validated.Status);
        Assert.Null(validated.Body!["existing"]);
        Assert.Equal(("strong", "1"), ((string?)validated.Body["address_strength"], (string?)validated.Body["fee"]));
        Assert.Equal("25.5", (string?)validated.Body["request"]!["amount"]);
        (await _api.GetAsync($"/payouts/{validated.Id}")).IsProblem(HttpStatusCode.NotFound, "payout-not-found");

        var created = await _api.SendAsync(HttpMethod.Post, "/payouts", request);
        Assert.Equal((HttpStatusCode.Created, validated.Id), (created.Status, created.Id));
        var again = await _api.SendAsync(HttpMethod.Post, "/payouts?validate=true", request);
        Assert.Equal(created.Id, (string?)again.Body!["existing"]!["id"]);
    }

    [Fact]
    public async Task What_a_create_refuses_a_validation_refuses_too()
    {
        foreach (var (member, value) in new (string, JsonNode?)[] { ("amount", "0"), ("network", "BTC"), ("memmo", "x"), ("wallet_address", "T") })
        {
            var body = Api.Request((member, value)).ToJsonString();
            var (validated, created) = (await _api.SendAsync(HttpMethod.Post, "/payouts?validate=true", body), await _api.SendAsync(HttpMethod.Post, "/payouts", body));

            Assert.Equal((HttpStatusCode.BadRequest, created.Body!["errors"]!.ToJsonString()), (validated.Status, validated.Body!["errors"]!.ToJsonString()));
        }
    }
}
