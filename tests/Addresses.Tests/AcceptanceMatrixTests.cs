namespace Payouts.Addresses.Tests;

/// <summary>docs/failure-modes.md, "Another chain's address": an address is accepted on its own networks and on no other.</summary>
public sealed class AcceptanceMatrixTests
{
    public static TheoryData<string, string> Published => [.. Samples.All];

    public static TheoryData<string, string, string> Generated =>
        [.. GeneratedVectors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_address_is_accepted_on_its_own_networks_and_on_no_other(string on, string address) =>
        Assert.Equal(Samples.NetworksOf(on), Samples.AcceptedBy(address));

    [Theory]
    [MemberData(nameof(Generated))]
    public void A_vector_of_another_library_is_judged_the_same_on_every_network(string on, string address, string what)
    {
        Assert.NotEmpty(what);
        Assert.Equal(Samples.NetworksOf(on), Samples.AcceptedBy(address));
    }

    [Fact]
    public void Every_network_has_a_sample() =>
        Assert.Equal(Samples.Networks, Samples.All.SelectMany(sample => Samples.NetworksOf(sample.On)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_network_code_is_read_in_any_case() =>
        Assert.Null(WalletAddress.Validate("tron", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"));

    private static (string On, string Address, string What) Parse(string line) =>
        line.Split(' ', 3) is [var on, var address, var what] ? (on, address, what) : throw new FormatException(line);
}
