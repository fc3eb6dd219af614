using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Authentication;

public sealed class ApiKeysTests
{
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("secret")));

    [Fact]
    public void A_configured_key_is_found_by_what_was_presented()
    {
        var keys = Load(("0:Name", "shop"), ("0:Sha256", Hash.ToUpperInvariant()), ("0:Scopes:0", "payouts:read"), ("0:Scopes:1", "payouts:create"), ("0:ClientId", "c-1"));
        var key = keys.Find("secret");
        Assert.Equal("shop", key?.Name);
        Assert.Equal(["payouts:read", "payouts:create"], key!.Scopes);
        Assert.Equal("c-1", key.ClientId);
        Assert.False(key.LoopbackOnly);
    }

    [Fact]
    public void A_key_may_belong_to_a_person_and_a_person_may_have_several()
    {
        var other = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("other")));
        var keys = Load(
            ("0:Name", "a"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:admin"), ("0:Person", " ana@example.com "),
            ("1:Name", "b"), ("1:Sha256", other), ("1:Scopes:0", "payouts:webhooks"), ("1:Person", "ana@example.com"));

        Assert.Equal(new Caller("ana@example.com", "a"), keys.Find("secret")!.Caller.Caller());
        Assert.Equal(new Caller("ana@example.com", "b"), keys.Find("other")!.Caller.Caller());
    }

    [Fact]
    public void A_key_of_nobody_has_no_person() =>
        Assert.Equal(new Caller(null, "shop"), Load(("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read")).Find("secret")!.Caller.Caller());

    [Theory]
    [InlineData("")]
    [InlineData("Secret")]
    [InlineData("secret ")]
    [InlineData("dev")]
    public void Another_key_is_not_found(string presented) =>
        Assert.Null(Load(("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read")).Find(presented));

    [Fact]
    public void The_hash_itself_is_not_a_key() =>
        Assert.Null(Load(("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read")).Find(Hash));

    [Fact]
    public void Each_of_several_keys_is_found()
    {
        var other = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("other")));
        var keys = Load(("0:Name", "a"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read"), ("7:Name", "b"), ("7:Sha256", other), ("7:Scopes:0", "payouts:operate"));
        Assert.Equal(("a", "b"), (keys.Find("secret")?.Name, keys.Find("other")?.Name));
    }

    [Fact]
    public void Development_without_keys_has_the_key_dev_from_loopback_only()
    {
        var key = LoadIn(Environments.Development).Find("dev");
        Assert.True(key?.LoopbackOnly);
        Assert.Equal("dev", key!.Name);
        Assert.Equal(Scopes.All, key.Scopes);
        Assert.Null(key.ClientId);
    }

    [Fact]
    public void Development_with_keys_has_no_key_dev() =>
        Assert.Null(LoadIn(Environments.Development, ("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read")).Find("dev"));

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Test")]
    public void Elsewhere_there_is_no_start_without_keys(string environment)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => LoadIn(environment));
        Assert.Contains("ApiKeys__0__Sha256", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", null, "ApiKeys__0__Name must be set.")]
    [InlineData("Name", " ", "ApiKeys__0__Name must be set.")]
    [InlineData("Sha256", null, "ApiKeys__0__Sha256 must be 64 hex digits.")]
    [InlineData("Sha256", "secret", "ApiKeys__0__Sha256 must be 64 hex digits.")]
    [InlineData("Sha256", "z3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ApiKeys__0__Sha256 must be 64 hex digits.")]
    [InlineData("Scopes:0", null, "ApiKeys__0__Scopes__0 must be set: a key without scopes can do nothing.")]
    [InlineData("Scopes:0", "read", "ApiKeys__0__Scopes__0 must be one of payouts:read, payouts:create, payouts:approve, payouts:operate, payouts:webhooks, payouts:admin.")]
    [InlineData("Scopes:0", "PAYOUTS:READ", "ApiKeys__0__Scopes__0 must be one of payouts:read, payouts:create, payouts:approve, payouts:operate, payouts:webhooks, payouts:admin.")]
    [InlineData("ClientId", "", "ApiKeys__0__ClientId must be 1 to 64 of A-Z a-z 0-9 . _ : -")]
    [InlineData("ClientId", "a b", "ApiKeys__0__ClientId must be 1 to 64 of A-Z a-z 0-9 . _ : -")]
    [InlineData("Person", " ", "ApiKeys__0__Person must have 1 to 128 characters; leave it out if there is none.")]
    [InlineData("Person", "ana\u0007", "ApiKeys__0__Person must not contain U+0007, a control character (character 4).")]
    [InlineData("Client_Id", "c-1", "ApiKeys__0__Client_Id is not a setting; did you mean ApiKeys__0__ClientId?")]
    public void A_bad_setting_is_named(string setting, string? value, string sentence)
    {
        var settings = new Dictionary<string, string?> { ["0:Name"] = "shop", ["0:Sha256"] = Hash, ["0:Scopes:0"] = "payouts:read" };
        settings.Remove($"0:{setting}");
        if (value is not null)
        {
            settings[$"0:{setting}"] = value;
        }

        var exception = Assert.Throws<OptionsValidationException>(() => Load([.. settings.Select(pair => (pair.Key, pair.Value!))]));
        Assert.Equal(sentence, Assert.Single(exception.Failures));
        Assert.DoesNotContain(Hash, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_must_differ_in_name_and_hash()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Load(
            ("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read"), ("1:Name", "shop"), ("1:Sha256", Hash.ToUpperInvariant()), ("1:Scopes:0", "payouts:read")));
        Assert.Equal(
            ["ApiKeys__1__Name must differ from ApiKeys__0__Name.", "ApiKeys__1__Sha256 must differ from ApiKeys__0__Sha256."],
            exception.Failures);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.10", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    public void Loopback_has_three_spellings(string address, bool isLoopback) =>
        Assert.Equal(isLoopback, ApiKeyHandler.IsLoopback(IPAddress.Parse(address)));

    [Fact]
    public void An_unknown_address_is_not_loopback() => Assert.False(ApiKeyHandler.IsLoopback(null));

    [Fact]
    public void Gateways_with_the_same_keys_share_a_secret_and_others_do_not()
    {
        var other = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("other")));
        (string, string)[] shop = [("0:Name", "shop"), ("0:Sha256", Hash), ("0:Scopes:0", "payouts:read")];
        (string, string)[] desk = [("1:Name", "desk"), ("1:Sha256", other), ("1:Scopes:0", "payouts:read")];
        var secret = Load([.. shop, .. desk]).SharedSecret();

        Assert.Equal(secret, Load(("0:Name", "desk"), ("0:Sha256", other), ("0:Scopes:0", "payouts:operate"), ("1:Name", "shop"), ("1:Sha256", Hash), ("1:Scopes:0", "payouts:read")).SharedSecret());
        Assert.NotEqual(secret, Load(shop).SharedSecret());
        Assert.NotEqual(secret, Load([.. shop, ("1:Name", "a"), ("1:Sha256", new string('0', 64)), ("1:Scopes:0", "payouts:read")]).SharedSecret());
        Assert.Equal(SHA256.HashData([.. Convert.FromHexString(other), .. Convert.FromHexString(Hash)]), secret);
    }

    private static ApiKeys Load(params (string Name, string Value)[] settings) => LoadIn(Environments.Production, settings);

    private static ApiKeys LoadIn(string environment, params (string Name, string Value)[] settings)
    {
        var read = new SettingReader(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"ApiKeys:{setting.Name}", (string?)setting.Value)))
            .Build());
        var keys = ApiKeySettings.Read(read, new TestEnvironment(environment));
        read.RequireNoErrors();
        var loaded = new ApiKeys(keys, TimeProvider.System);
        loaded.Accept(new(0, new(0, [], [])), TimeProvider.System.GetTimestamp());
        return loaded;
    }

    private sealed class TestEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
