using System.Net;
using System.Text;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task A_call_without_parameters_may_have_any_empty_body(string body)
    {
        await using var rig = await Rig.StartAsync();

        (await rig.Client.PostTextAsync("v1/payout/services", body)).Ok();
        (await rig.Client.PostTextAsync("v1/payout/list", body)).Ok();
        (await rig.Client.PostTextAsync("v1/balance", body, "simulator-payment-key")).Ok();
    }

    [Theory]
    [InlineData("v1/payout", "simulator-payment-key")]
    [InlineData("v1/payout/info", "simulator-payment-key")]
    [InlineData("v1/transfer/to-personal", "simulator-payment-key")]
    [InlineData("v1/payment/refund", "simulator-payment-key")]
    [InlineData("v1/balance", "simulator-payout-key")]
    public async Task The_wrong_key_is_refused(string path, string key)
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Client.PostTextAsync(path, "{}", key);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""{"message":"Invalid Sign."}""", answer.Text);
        Assert.Empty(rig.Simulator.Calls);
    }

    [Fact]
    public async Task The_signature_is_of_the_bytes_not_of_their_meaning()
    {
        await using var rig = await Rig.StartAsync();
        using var http = new HttpClient { BaseAddress = rig.Host.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payout/info") { Content = new StringContent("""{"a":"\/"}""") };
        request.Headers.Add("merchant", new SimulatorOptions().MerchantId);
        request.Headers.Add("sign", HeleketSignature.Compute(Encoding.UTF8.GetBytes("""{"a":"/"}"""), new SimulatorOptions().PayoutKey));

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_merchant_is_refused()
    {
        await using var rig = await Rig.StartAsync(options => options.MerchantId = "another");

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Client.CreateAsync("o-1")).Status);
    }

    [Theory]
    [InlineData("v1/payout")]
    [InlineData("v1/payout/info")]
    [InlineData("v1/balance")]
    public async Task Only_post_is_allowed(string path)
    {
        await using var rig = await Rig.StartAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await rig.Client.PlainAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await rig.Client.PlainAsync(HttpMethod.Put, path)).Status);
    }
}
