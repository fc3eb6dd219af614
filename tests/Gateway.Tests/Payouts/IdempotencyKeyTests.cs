using Microsoft.Extensions.Primitives;
using Payouts.Gateway.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class IdempotencyKeyTests
{
    private static readonly string Longest = new('k', 128);

    [Fact]
    public void No_header_is_no_key()
    {
        Assert.True(IdempotencyKey.TryRead(StringValues.Empty, out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData("k")]
    [InlineData("A-Za_z.0:9~")]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324")]
    public void A_bare_and_a_quoted_key_are_the_same(string sent)
    {
        Assert.True(IdempotencyKey.TryRead(sent, out var bare));
        Assert.True(IdempotencyKey.TryRead($"\"{sent}\"", out var quoted));
        Assert.Equal((sent, sent), (bare, quoted));
    }

    [Fact]
    public void A_key_has_up_to_128_characters_quotes_aside()
    {
        Assert.True(IdempotencyKey.TryRead($"\"{Longest}\"", out _));
        Assert.False(IdempotencyKey.TryRead($"{Longest}k", out _));
        Assert.False(IdempotencyKey.TryRead($"\"{Longest}k\"", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"k")]
    [InlineData("k\"")]
    [InlineData("\"\"k\"\"")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("ключ")]
    public void Anything_else_is_refused(string sent) => Assert.False(IdempotencyKey.TryRead(sent, out _));

    [Fact]
    public void Two_headers_are_refused() => Assert.False(IdempotencyKey.TryRead(new StringValues(["a", "a"]), out _));
}
