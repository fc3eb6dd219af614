using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\": [1, {\"b\": null}]}\r\n")]
    [InlineData("{\"a\": \"\\ud83e\\udd8a\", \"b\": {\"a\": 1}}")]
    public void An_object_is_read(string text)
    {
        using var document = JsonBody.Parse(Requests.Utf8(text), out _);
        Assert.NotNull(document);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1 /* one */}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"m\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"a\":\"\\ud83e\"}")]
    [InlineData("{\"a\":\"\\udd8a\\ud83e\"}")]
    [InlineData("{\"\\ud83e\":1}")]
    [InlineData("{\"a\":[{\"b\":\"\\ud83e\"}]}")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("\uFEFF")]
    [InlineData(" \uFEFF{}")]
    public void Anything_else_is_refused_in_words_that_do_not_quote_it(string text)
    {
        using var document = JsonBody.Parse(Requests.Utf8(text), out var fault);
        Assert.Null(document);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void A_byte_order_mark_before_the_object_is_skipped()
    {
        using var document = JsonBody.Parse(Requests.Utf8("\uFEFF{\"a\":1}"), out _);
        Assert.Equal(1, document!.RootElement.GetProperty("a").GetInt32());
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Null(JsonBody.Parse(body, out var fault));
        Assert.Contains("UTF-8", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(16_000, false)]
    public void Depth_is_bounded(int depth, bool allowed)
    {
        using var document = JsonBody.Parse(Requests.Utf8($"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}"), out _);
        Assert.Equal(allowed, document is not null);
    }
}
