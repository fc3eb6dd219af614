using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// docs/http-api.md, "Identity": a payout is identified by the account that it goes to, not by the spelling of the
/// address.
/// </summary>
public sealed class SpellingTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    public static TheoryData<string, string, string[]> Accounts() => new()
    {
        { "USDT", "ETH", ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"] },
        { "TON", "TON", ["EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF"] },
        { "BCH", "BCH", ["bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A"] },
        { "BTC", "BTC", ["BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"] },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Without_a_key_every_spelling_is_one_payout_and_shows_the_first(string asset, string network, string[] spellings)
    {
        var first = await _api.CreateAsync(Of(asset, network, spellings[0], "keyless"));
        Assert.Equal(HttpStatusCode.Created, first.Status);

        foreach (var spelling in spellings)
        {
            var again = await _api.CreateAsync(Of(asset, network, spelling, "keyless"));
            Assert.Equal((HttpStatusCode.OK, first.Id, spellings[0]), (again.Status, again.Id, (string?)again.Body!["wallet_address"]));
        }
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Under_one_key_another_spelling_is_the_same_request(string asset, string network, string[] spellings)
    {
        var first = await _api.CreateAsync(Of(asset, network, spellings[0], "keyed"), $"spelling-{network}");
        foreach (var spelling in spellings)
        {
            var again = await _api.CreateAsync(Of(asset, network, spelling, "keyed"), $"spelling-{network}");
            Assert.Equal((HttpStatusCode.OK, first.Id, "true"), (again.Status, again.Id, again.Headers["Idempotent-Replayed"]));
            Assert.Equal(spellings[0], (string?)again.Body!["wallet_address"]);
        }
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task All_spellings_at_once_make_one_payout(string asset, string network, string[] spellings)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => _api.CreateAsync(Of(asset, network, spellings[number % spellings.Length], "at once"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task What_an_earlier_release_made_without_a_key_is_found_from_every_spelling(string asset, string network, string[] spellings)
    {
        // It derived the key from the address as it was sent (docs/adr/0002): the same bytes are stored when that key
        // is sent.
        var older = await _api.CreateAsync(Of(asset, network, spellings[0], "older"), KeyOfEarlierRelease(asset, network, spellings[0], "older"));
        Assert.Equal(HttpStatusCode.Created, older.Status);

        foreach (var spelling in spellings)
        {
            var repeat = await _api.CreateAsync(Of(asset, network, spelling, "older"));
            Assert.Equal((HttpStatusCode.OK, older.Id), (repeat.Status, repeat.Id));
        }
    }

    [Fact]
    public async Task Of_two_that_an_earlier_release_made_each_spelling_finds_its_own()
    {
        string[] spellings = ["0x8617E340B3D01FA5F11F306F4090FD50E238070D", "0x8617e340b3d01fa5f11f306f4090fd50e238070d"];
        foreach (var spelling in spellings)
        {
            await _api.CreateAsync(Of("USDT", "BSC", spelling, "two"), KeyOfEarlierRelease("USDT", "BSC", spelling, "two"));
        }

        foreach (var spelling in spellings)
        {
            Assert.Equal(spelling, (string?)(await _api.CreateAsync(Of("USDT", "BSC", spelling, "two"))).Body!["wallet_address"]);
        }
    }

    private static JsonObject Of(string asset, string network, string address, string reference) => Api.Request(
        ("client_id", "spellings"), ("asset", asset), ("network", network), ("amount", "6"), ("wallet_address", address), ("reference", reference), ("scheduled_for", "2027-06-01T00:00:00Z"));

    private static string KeyOfEarlierRelease(string asset, string network, string address, string reference)
    {
        var content = $"9:spellings,{asset.Length}:{asset},{network.Length}:{network},1:6,{address.Length}:{address},-,6:manual,{reference.Length}:{reference},";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
