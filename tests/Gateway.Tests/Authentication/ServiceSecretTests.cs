using CsCheck;
using Payouts.Gateway.Authentication;

namespace Payouts.Gateway.Tests.Authentication;

public sealed class ServiceSecretTests
{
    // Its checksum was computed by another implementation, bit by bit.
    private const string Known = "po_aB3dE6gH_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

    [Fact]
    public void A_secret_can_be_told_by_its_form()
    {
        var id = ServiceSecret.NewId();
        var secret = ServiceSecret.Of(id);

        Assert.Matches("^po_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$", secret);
        Assert.Equal($"po_{id}_", secret[..12]);
        Assert.True(ServiceSecret.TryReadId(secret, out var read));
        Assert.Equal(id, read.ToString());
        Assert.True(ServiceSecret.IsId(id));
    }

    [Fact]
    public void No_two_secrets_are_the_same()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => ServiceSecret.Of("aB3dE6gH")).ToList();

        Assert.Equal(1000, secrets.Distinct().Count());
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => ServiceSecret.NewId()).Distinct().Count());
    }

    [Fact]
    public void The_checksum_never_changes() => Assert.True(ServiceSecret.TryReadId(Known + "4LBWKf", out _));

    [Fact]
    public void A_slip_of_one_letter_is_refused_without_a_look() => Gen.Select(Gen.Int[0, 60], Gen.Char["0123456789ABCXYZabcxyz_-é"]).Sample((place, letter) =>
    {
        var secret = ServiceSecret.Of("aB3dE6gH");
        var slipped = $"{secret[..place]}{letter}{secret[(place + 1)..]}";
        Assert.Equal(slipped == secret, ServiceSecret.TryReadId(slipped, out _));
    });

    [Theory]
    [InlineData("")]
    [InlineData("po_")]
    [InlineData("dev")]
    [InlineData(Known)]
    public void Anything_else_is_no_secret(string text) => Assert.False(ServiceSecret.TryReadId(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("aB3dE6g")]
    [InlineData("aB3dE6gHi")]
    [InlineData("aB3dE6g_")]
    [InlineData("aB3dE6gé")]
    public void Not_every_text_is_an_id(string text) => Assert.False(ServiceSecret.IsId(text));
}
