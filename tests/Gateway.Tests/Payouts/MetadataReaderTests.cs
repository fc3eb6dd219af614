using System.Text.Json.Nodes;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class MetadataReaderTests
{
    [Fact]
    public void Pairs_are_handed_back_as_they_came()
    {
        var metadata = Read(new() { ["ticket"] = "7781", ["Привет"] = "🦊\n", [""] = "" });
        Assert.Equal(3, metadata.Count);
        Assert.Equal(("7781", "🦊\n", ""), (metadata["ticket"], metadata["Привет"], metadata[""]));
    }

    [Fact]
    public void Names_differ_by_case() => Assert.Equal(2, Read(new() { ["a"] = "1", ["A"] = "2" }).Count);

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void There_are_at_most_16_pairs(int pairs, bool allowed) =>
        Assert.Equal(allowed, Errors(new(Enumerable.Range(0, pairs).Select(n => KeyValuePair.Create($"k{n}", (JsonNode?)"v")))).Length == 0);

    [Theory]
    [InlineData(2044, true)]
    [InlineData(2045, false)]
    public void Names_and_values_have_at_most_4096_bytes_of_UTF8(int letters, bool allowed)
    {
        // Eight bytes of names, then two bytes per letter.
        var metadata = new JsonObject { ["four"] = new string('é', letters - 100), ["five"] = new string('é', 100) };
        Assert.Equal(allowed, Errors(metadata).Length == 0);
    }

    [Fact]
    public void Every_value_is_a_string()
    {
        var metadata = new JsonObject { ["a"] = 1, ["b"] = null, ["c"] = new JsonObject(), ["d"] = "good", ["e/f"] = true };
        Assert.Equal(["/metadata/a", "/metadata/b", "/metadata/c", "/metadata/e~1f"], Errors(metadata));
    }

    [Theory]
    [InlineData("a\0", "b")]
    [InlineData("a", "\0")]
    public void The_NUL_character_is_refused(string name, string value) => Assert.Single(Errors(new() { [name] = value }));

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("1")]
    public void It_is_an_object(string json) =>
        Assert.Equal("/metadata", Assert.Single(Requests.Read(Requests.With("metadata", json)).Errors).Pointer);

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Read(JsonObject metadata) =>
        Requests.Accepted(Requests.With("metadata", metadata.ToJsonString())).Metadata;

    private static string[] Errors(JsonObject metadata) =>
        [.. Requests.Read(Requests.With("metadata", metadata.ToJsonString())).Errors.Select(error => error.Pointer)];
}
