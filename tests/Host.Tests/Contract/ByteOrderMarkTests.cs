using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Create": a byte order mark before a JSON body is skipped.</summary>
public sealed class ByteOrderMarkTests(HostFixture host) : IDisposable
{
    private const int MaxBytes = 32 * 1024;

    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_create_behind_a_byte_order_mark_is_the_same_payout_as_without()
    {
        var body = Api.Request(("client_id", "marked")).ToJsonString();

        var marked = await SendAsync("\uFEFF" + body);
        var plain = await SendAsync(body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (marked.Status, plain.Status));
        Assert.Equal(marked.Id, plain.Id);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("{\uFEFF}")]
    [InlineData(" \uFEFF{}")]
    [InlineData("{}\uFEFF")]
    public async Task A_mark_that_is_not_one_before_the_body_is_malformed(string body) =>
        (await SendAsync(body)).IsProblem(HttpStatusCode.BadRequest, "malformed-json");

    [Fact]
    public async Task The_place_of_a_fault_counts_the_mark_and_so_does_the_limit()
    {
        Assert.Contains("line 1, byte 5.", (string)(await SendAsync("\uFEFF{x}")).Body!["detail"]!, StringComparison.Ordinal);
        Assert.Contains("line 2, byte 1.", (string)(await SendAsync("\uFEFF{\nx}")).Body!["detail"]!, StringComparison.Ordinal);

        var longest = "\uFEFF" + "{}".PadRight(MaxBytes - 3);
        (await SendAsync(longest)).IsProblem(HttpStatusCode.BadRequest, "validation-failed");
        (await SendAsync(longest + " ")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    private async Task<Answer> SendAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _api.SendContentAsync(HttpMethod.Post, "/payouts", content);
    }
}
