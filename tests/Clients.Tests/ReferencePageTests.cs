using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Payouts.Clients.Tests;

/// <summary>In Development the examples of the reference page at <c>/docs</c> work as they are.</summary>
public sealed class ReferencePageTests(Workshop workshop) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = workshop.Address };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_page_is_filled_in_with_the_key_of_Development() =>
        Assert.Contains("""
            "securitySchemes":{"Bearer":{"token":"dev"}}
            """, await _http.GetStringAsync("/docs/"), StringComparison.Ordinal);

    [Fact]
    public async Task Every_example_of_a_create_is_accepted_and_the_first_one_makes_the_payout_of_the_answer()
    {
        var create = (await DocumentAsync())["paths"]!["/payouts"]!["post"]!;
        var examples = create["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        Assert.Equal(["minimal", "every_member", "with_a_memo", "scheduled"], examples.Select(example => example.Key));

        var payouts = new List<JsonObject>();
        foreach (var (name, example) in examples)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/payouts") { Content = new StringContent(example!["value"]!.ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "dev");
            using var answer = await _http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{name}: {answer.StatusCode} {body}");
            payouts.Add(JsonNode.Parse(body)!.AsObject());
        }

        // Without an idempotency key, the id follows from the content.
        var shown = create["responses"]!["201"]!["content"]!["application/json"]!["examples"]!["answer"]!["value"]!.AsObject();
        Assert.Equal(payouts[0].Select(member => member.Key), shown.Select(member => member.Key));
        Assert.All(["id", "idempotency_key", "amount"], name => Assert.Equal((string?)payouts[0][name], (string?)shown[name]));
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await _http.GetStringAsync("/openapi/v1.json"))!;
}
