using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payouts.Gateway.Tests.Payouts;

/// <summary>
/// Rules that payouts may predate: a body that breaks them makes no payout, but is still read, so that a repeat is
/// answered.
/// </summary>
public sealed class StricterRulesTests
{
    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("................................................................")]
    public void A_client_id_of_dots_alone_is_refused(string clientId) => AssertTooLate(With("client_id", clientId), "/client_id", "must not be dots alone.");

    [Theory]
    [InlineData(" 101", "must not begin with a blank (U+0020).")]
    [InlineData("101 ", "must not end with a blank (U+0020).")]
    [InlineData(" ", "must not begin with a blank (U+0020).")]
    [InlineData("1\u200B1", "must not contain U+200B, an invisible format character (character 2).")]
    [InlineData("1\u00A01", "must not contain U+00A0, a blank other than U+0020 (character 2).")]
    [InlineData("\uFEFF101", "must not contain U+FEFF, an invisible format character (character 1).")]
    [InlineData("101\u202E", "must not contain U+202E, an invisible format character (character 4).")]
    [InlineData("1\uFE0F", "must not contain U+FE0F, an invisible character (character 2).")]
    public void A_memo_is_what_can_be_seen_and_nothing_else(string memo, string detail) => AssertTooLate(Ton(memo), "/memo", detail);

    [Theory]
    [InlineData("reference")]
    [InlineData("requested_by")]
    public void A_name_has_no_outer_blank_and_nothing_that_cannot_be_seen(string member)
    {
        AssertTooLate(With(member, " a"), $"/{member}", "must not begin with a blank (U+0020).");
        AssertTooLate(With(member, "a "), $"/{member}", "must not end with a blank (U+0020).");
        AssertTooLate(With(member, "   "), $"/{member}", "must not begin with a blank (U+0020).");
        AssertTooLate(With(member, "a\u00A0b"), $"/{member}", "must not contain U+00A0, a blank other than U+0020 (character 2).");
        AssertTooLate(With(member, "\u202Ea"), $"/{member}", "must not contain U+202E, an invisible format character (character 1).");
        Assert.Empty(Requests.Read(With(member, "Ана 💸 ❤\uFE0F e\u0301")).Errors);
    }

    [Fact]
    public void An_account_that_nobody_can_own_is_refused_and_off_the_curve_it_may_be_allowed()
    {
        var body = With("wallet_address", "BPFLoaderUpgradeab1e11111111111111111111111");
        (body["asset"], body["network"]) = ("SOL", "SOL");

        Assert.Contains("off the ed25519 curve", Assert.Single(Requests.Read(body, Requests.NeverLoaded).Errors).Detail, StringComparison.Ordinal);
        Assert.Empty(Requests.Read(body, Requests.NeverLoaded, allowOffCurve: true).Errors);
    }

    [Fact]
    public void What_no_rule_ever_took_is_no_request_even_beside_a_rule_that_is_new()
    {
        var body = With("reference", " a");
        body["amount"] = "-1";
        var reading = Requests.Read(body);
        Assert.Null(reading.Request);
        Assert.Equal(["/amount", "/reference"], reading.Errors.Select(error => error.Pointer));
    }

    private static JsonObject With(string member, string text) => Requests.With(member, JsonSerializer.Serialize(text));

    private static JsonObject Ton(string memo)
    {
        var body = With("memo", memo);
        (body["asset"], body["network"], body["wallet_address"]) = ("TON", "TON", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N");
        return body;
    }

    /// <summary>No payout is made, but a repeat still finds an earlier one.</summary>
    private static void AssertTooLate(JsonObject body, string pointer, string detail)
    {
        var reading = Requests.Read(body);
        Assert.NotNull(reading.Request);
        Assert.Equal((pointer, detail), (Assert.Single(reading.Errors).Pointer, reading.Errors[0].Detail));
        Assert.Equal(reading.Errors, reading.Faults);
    }
}
