using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Heleket.Tests;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("", "5ebe2294ecd0e0f08eab7690d2a6ee69")]
    [InlineData("{}", "847494ce9311176ff4da7f7ac064a396")]
    [InlineData("""{"amount":"50.00","currency":"USD","order_id":"order_1"}""", "2a358d760544186041e58615dea17f1a")]
    public void Independent_vectors_agree(string body, string sign) => Assert.Equal(sign, Sign(body, "secret"));

    [Theory]
    [InlineData("", "1cef484eefc51f6f0cd43dab4b863c07")]
    [InlineData("{}", "bf82cfee3384b545fa8f239897715f75")]
    [InlineData("[]", "e1390a4a2d7fceb025f20bc63f1c1f9d")]
    [InlineData(Vectors.R3, "0b8a6bf251a276eeb6de68e84c6cd8f3")]
    [InlineData(Vectors.R4, "c792087b4285ffa7d04f30ceb52ddeb7")]
    [InlineData(Vectors.R5, "6f8865a313604c3beae34175ae797811")]
    [InlineData(Vectors.R6, "931a6edc2d559d0b54393227359b0446")]
    [InlineData(Vectors.R7, "c5366017affe44dbe7cbd5c91e02d846")]
    [InlineData(Vectors.R8, "6caa5be0a6c3c057772390207de9ccf4")]
    [InlineData(Vectors.W1, Vectors.W1Sign)]
    [InlineData(Vectors.W2, Vectors.W2Sign)]
    [InlineData(Vectors.W3, Vectors.W3Sign)]
    [InlineData(Vectors.W4, Vectors.W4Sign)]
    [InlineData(Vectors.W5, Vectors.W5Sign)]
    public void Golden_vectors_of_requests_and_webhooks_agree(string body, string sign) => Assert.Equal(sign, Sign(body, Vectors.PayoutKey));

    [Fact]
    public void Each_mistake_of_the_table_gives_its_own_wrong_signature()
    {
        Assert.Equal("35e5695f05abcf56a7f03da271700456", Sign(Vectors.W1, Vectors.PaymentKey));
        Assert.Equal("e95c62afeb6066f1239b7a08382b7b0f", Sign(Vectors.Delivered(Vectors.W1, Vectors.W1Sign), Vectors.PayoutKey));
        Assert.Equal("1c9d3c912e080cea9d7b51c2b6b7c8b6", Sign(Vectors.W2.Replace("\\/", "/", StringComparison.Ordinal), Vectors.PayoutKey));
        Assert.Equal("55f9a9826f99813bd9faeda88e805e3a", Sign(Vectors.W3Escaped, Vectors.PayoutKey));
        Assert.Equal("d92d26ff81cc7d345f20ce225d8cc674", Sign(Vectors.W3.Replace("\"txid\":null,", "", StringComparison.Ordinal), Vectors.PayoutKey));
    }

    [Fact]
    public void An_empty_body_is_signed_as_the_key_alone() => Assert.Equal(
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Vectors.PayoutKey))), Sign("", Vectors.PayoutKey));

    [Fact]
    public void A_key_is_needed() => Assert.Throws<ArgumentNullException>("apiKey", () => Sign("{}", null!));

    [Fact]
    public void The_key_is_not_left_in_memory_that_others_rent()
    {
        Sign("{}", Vectors.PayoutKey);

        // The pool gives a thread the buffer back that it returned last.
        var rented = ArrayPool<byte>.Shared.Rent(100);
        Assert.Equal(-1, rented.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Vectors.PayoutKey)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static string Sign(string body, string key) => HeleketSignature.Compute(Encoding.UTF8.GetBytes(body), key);
}
