using System.Text;
using System.Text.Json;
using CsCheck;

namespace Heleket.Tests;

public sealed class PhpJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1 , "a" : [ 1, 2 ] }""", """{"b":1,"a":[1,2]}""")]
    [InlineData("""{"u":"https://a.example/b"}""", """{"u":"https:\/\/a.example\/b"}""")]
    [InlineData("""{"a/b":1}""", """{"a\/b":1}""")]
    [InlineData("""["\u0432\u044b \u00e9 \ud83d\ude00"]""", """["вы é 😀"]""")]
    [InlineData("""["\u2028\u2029"]""", """["\u2028\u2029"]""")]
    [InlineData("""["\"\\\b\f\n\r\t"]""", """["\"\\\b\f\n\r\t"]""")]
    [InlineData("""["\u0000\u0001\u001F\u001b"]""", """["\u0000\u0001\u001f\u001b"]""")]
    [InlineData("""["\u007f\u003c\u003e\u0026\u0027\u002b"]""", "[\"\u007f<>&'+\"]")]
    [InlineData("""{"a":null,"b":true,"c":false}""", """{"a":null,"b":true,"c":false}""")]
    [InlineData("""[1.50, 1e5, -0, 12345678901234567890, 0.10]""", "[1.50,1e5,-0,12345678901234567890,0.10]")]
    [InlineData("""{"a":{},"b":[]}""", """{"a":[],"b":[]}""")]
    [InlineData("{}", "[]")]
    [InlineData("""{"0":"a","1":"b"}""", """["a","b"]""")]
    [InlineData("""{"1":"a","0":"b"}""", """{"1":"a","0":"b"}""")]
    [InlineData("\"\"", "\"\"")]
    public void It_writes_what_PHP_would(string json, string expected) => Assert.Equal(expected, Encode(json));

    [Fact]
    public void Raw_line_separators_are_escaped_too() => Assert.Equal("[\"a\\u2028b\\u2029\"]", Encode("[\"a\u2028b\u2029\"]"));

    [Fact]
    public void A_member_of_the_top_level_is_left_out_but_not_one_below() =>
        Assert.Equal("""{"a":{"sign":1}}""", Encode("""{"a":{"sign":1},"sign":"x"}""", "sign"));

    [Theory]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    public void Half_of_a_surrogate_pair_is_refused(string json) => Assert.Throws<InvalidOperationException>(() => Encode(json));

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_and_does_not_overflow_the_stack()
    {
        Assert.NotEmpty(Encode(Nested(PhpJson.MaxDepth)));
        Assert.NotEmpty(Encode(Nested(PhpJson.MaxDepth, "1")));
        Assert.Throws<ArgumentException>(() => Encode(Nested(PhpJson.MaxDepth + 1, "1")));
        Assert.Throws<ArgumentException>(() => Encode(Nested(50_000)));
        Assert.Throws<ArgumentException>(() => Encode(string.Concat(Enumerable.Repeat("{\"a\":", PhpJson.MaxDepth + 1)) + "1" + new string('}', PhpJson.MaxDepth + 1)));
    }

    [Fact]
    public void What_is_encoded_decodes_to_the_same_and_encodes_to_itself() => Check.Sample(
        Gen.Dictionary(Text.Where(name => name != "0"), Text)[1, 8],
        members =>
        {
            var once = PhpJson.Encode(JsonSerializer.SerializeToElement(members));
            using var document = JsonDocument.Parse(once);
            Assert.Equivalent(members, document.RootElement.Deserialize<Dictionary<string, string>>());
            Assert.Equal(once, PhpJson.Encode(document.RootElement));
        });

    // Half of a pair has no UTF-8.
    private static readonly Gen<char> Scalar = Gen.Char.Where(c => !char.IsSurrogate(c));

    private static readonly Gen<string> Text = Gen.String[Scalar, 0, 20];

    private static string Nested(int depth, string core = "") => new string('[', depth) + core + new string(']', depth);

    private static string Encode(string json, string? leaveOut = null)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 100_000 });
        return Encoding.UTF8.GetString(PhpJson.Encode(document.RootElement, leaveOut));
    }
}
