using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PayoutIdentityTests
{
    private static readonly PayoutRequest Request = new()
    {
        ClientId = "c-1042",
        Asset = "USDT",
        Network = "TRON",
        Amount = 25.5m,
        WalletAddress = Requests.TronAddress,
        Origin = PayoutOrigin.Manual,
        Reference = "bonus-2026-11",
    };

    [Fact]
    public void The_key_is_what_the_decision_record_says() =>
        Assert.Equal(
            Sha256("6:c-1042,4:USDT,4:TRON,4:25.5,34:TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm,-,6:manual,13:bonus-2026-11,"),
            PayoutIdentity.DeriveKey(Request));

    [Fact]
    public void The_id_is_what_the_decision_record_says() =>
        Assert.Equal(Sha256("c-1042\nbonus-7")[..32], PayoutId.Of("c-1042", "bonus-7"));

    /// <summary>Recorded once: these must never change, or repeats would no longer find their payouts.</summary>
    [Fact]
    public void Known_ids_stay()
    {
        var key = PayoutIdentity.DeriveKey(Request);
        Assert.Equal("46c6042ab19549b5783a4410540619954eee68e4229041afc23d88dab83bc27d", key);
        Assert.Equal("c3c4413735bf55be0ec1edaac46071c7", PayoutId.Of(Request.ClientId, key));
    }

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A")]
    [InlineData("BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")]
    public void The_spelling_of_the_address_leaves_the_key(string network, string one, string other, string third)
    {
        string[] addresses = [one, other, third];
        var requests = addresses.Select(address => Request with { Network = network, WalletAddress = address }).ToList();

        Assert.Single(requests.Select(PayoutIdentity.DeriveKey).Distinct());
        // Every spelling finds what an earlier release may have derived, its own key first.
        Assert.All(requests, request =>
        {
            Assert.Equal(Sha256(Content(request, request.WalletAddress)), PayoutIdentity.KnownKeys(request)[0]);
            Assert.Contains(PayoutIdentity.DeriveKey(request), PayoutIdentity.KnownKeys(request));
            Assert.Empty(addresses.Select(address => Sha256(Content(request, address))).Except(PayoutIdentity.KnownKeys(request)));
        });
    }

    [Fact]
    public void An_address_with_one_spelling_has_one_key() => Assert.Equal([PayoutIdentity.DeriveKey(Request)], PayoutIdentity.KnownKeys(Request));

    [Fact]
    public void The_key_of_an_address_with_several_spellings_is_what_the_decision_record_says()
    {
        var ton = Request with { Asset = "TON", Network = "TON", WalletAddress = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA" };
        Assert.Equal(
            Sha256("6:c-1042,3:TON,3:TON,4:25.5,66:0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e,-,6:manual,13:bonus-2026-11,"),
            PayoutIdentity.DeriveKey(ton));
    }

    [Fact]
    public void Every_field_of_the_content_makes_another_key()
    {
        PayoutRequest[] others =
        [
            Request with { ClientId = "c-1043" }, Request with { Asset = "USDC" }, Request with { Network = "ETH" }, Request with { Amount = 25.51m },
            Request with { WalletAddress = "T" }, Request with { Memo = "1" }, Request with { Origin = PayoutOrigin.Bonus }, Request with { Reference = null },
        ];
        Assert.Equal(others.Length + 1, others.Append(Request).Select(PayoutIdentity.DeriveKey).Distinct().Count());
    }

    [Fact]
    public void What_does_not_make_another_payout_leaves_the_key()
    {
        var other = Request with { RequestedBy = "ana", ScheduledFor = Requests.Now, FeePayer = FeePayer.Recipient, Metadata = Request.Metadata.Add("a", "b") };
        Assert.Equal(PayoutIdentity.DeriveKey(Request), PayoutIdentity.DeriveKey(other));
    }

    [Fact]
    public void The_spelling_of_the_amount_leaves_the_key() =>
        Assert.Equal(PayoutIdentity.DeriveKey(Request), PayoutIdentity.DeriveKey(Request with { Amount = 25.50000000m }));

    [Fact]
    public void Neighbouring_texts_never_run_together() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((memo, reference, otherMemo, otherReference) =>
            (memo, reference) == (otherMemo, otherReference)
            || PayoutIdentity.DeriveKey(Request with { Memo = Text(memo), Reference = Text(reference) })
                != PayoutIdentity.DeriveKey(Request with { Memo = Text(otherMemo), Reference = Text(otherReference) })
            || (Text(memo), Text(reference)) == (Text(otherMemo), Text(otherReference)));

    [Fact]
    public void Clients_never_share_an_id() =>
        Gen.Select(ClientId, ClientId, Key, Key).Sample((client, otherClient, key, otherKey) =>
            (client, key) == (otherClient, otherKey) == (PayoutId.Of(client, key) == PayoutId.Of(otherClient, otherKey)));

    private static Gen<string> ClientId => Gen.Char["ab.:-_1"].Array[1, 4].Select(letters => new string(letters));

    private static Gen<string> Key => Gen.Char["ab.:-_1~"].Array[1, 4].Select(letters => new string(letters));

    // What the JSON reader lets through: well-formed Unicode.
    private static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>As in docs/adr/0002.</summary>
    private static string Content(PayoutRequest request, string address) =>
        $"6:c-1042,4:USDT,{request.Network.Length}:{request.Network},4:25.5,{address.Length}:{address},-,6:manual,13:bonus-2026-11,";

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
