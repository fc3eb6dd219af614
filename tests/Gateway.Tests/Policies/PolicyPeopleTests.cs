using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Payouts.Console.Policies;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Policies;
using Payouts.Gateway.Sessions;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Policies;

/// <summary>Whether a change of the policy can be approved by those who are known (docs/controls.md, "Approvals").</summary>
public sealed class PolicyPeopleTests
{
    private static readonly ApiKey Ada = Key("ada", "ada@example.com", null, Scopes.Read, Scopes.Admin);

    [Fact]
    public void One_person_with_two_keys_is_one_and_a_second_person_is_enough()
    {
        Assert.Equal(PolicyApproval.ByNobody, People("Production", null, Ada, Key("laptop", " ADA@example.com", null, Scopes.Admin)).Approval);
        Assert.Equal(PolicyApproval.ByAnother, People("Production", null, Ada, Key("eve", "eve@example.com", null, Scopes.Admin)).Approval);
    }

    [Fact]
    public void Keys_of_nobody_those_bound_to_a_client_and_those_without_the_scope_do_not_count()
    {
        var people = People(
            "Production", null, Ada, Key("robot", null, null, Scopes.Admin), Key("shop", "eve@example.com", "c-1", Scopes.Admin), Key("ben", "ben@example.com", null, Scopes.Approve));

        Assert.Equal(PolicyApproval.ByNobody, people.Approval);
        Assert.Equal(["no_second_admin"], people.Warnings);
        Assert.Equal("no change of it can be approved: that takes two persons with payouts:admin, and 1 is known", people.Fact);
    }

    [Fact]
    public void A_key_that_was_revoked_at_run_time_no_longer_counts()
    {
        var keys = new ApiKeys([Ada, Key("eve", "eve@example.com", null, Scopes.Admin)], TimeProvider.System);
        var people = new PolicyPeople(isSecondRequired: true, keys, Sessions("Production"));
        Assert.Empty(people.Warnings);

        keys.Accept(new(1, new(1, [], [new("eve", keys.Configured[1].HexSha256, new(DateTimeOffset.UnixEpoch, "gone"))])), TimeProvider.System.GetTimestamp());

        Assert.Equal(["no_second_admin"], people.Warnings);
    }

    [Fact]
    public void Nothing_is_said_where_an_identity_provider_knows_the_admins()
    {
        (string, string?)[] oidc = [("Oidc:Authority", "https://id.example"), ("Oidc:ClientId", "us"), ("Oidc:ClientSecret", "secret")];

        var people = new PolicyPeople(isSecondRequired: true, new([], TimeProvider.System), Sessions("Production", oidc));

        Assert.Equal((PolicyApproval.ByAnother, null), (people.Approval, people.Fact));
        Assert.Empty(people.Warnings);
        Assert.Equal(["no_second_admin"], new PolicyPeople(isSecondRequired: true, new([Ada], TimeProvider.System), Sessions("Production", [.. oidc, ("Roles:admin:Scopes:0", Scopes.Read)])).Warnings);
    }

    [Theory]
    [InlineData("Production", "off", PolicyApproval.ByAnybody, "second_person_off")]
    [InlineData("Production", "required", PolicyApproval.ByNobody, "no_second_admin")]
    [InlineData("Production", null, PolicyApproval.ByNobody, "no_second_admin")]
    [InlineData("Development", "required", PolicyApproval.ByNobody, "no_second_admin")]
    [InlineData("Development", "off", PolicyApproval.ByAnybody, null)]
    [InlineData("Development", null, PolicyApproval.ByAnybody, null)]
    public void Doing_without_a_second_person_is_told_outside_of_development(string environment, string? setting, PolicyApproval approval, string? warning)
    {
        // In Development ada may sign in too, and she is the same person as the key's.
        var people = People(environment, setting, Key("ada", "ada", null, Scopes.Admin));

        Assert.Equal(approval, people.Approval);
        Assert.Equal(warning is null ? [] : [warning], people.Warnings);
        Assert.Equal(approval is PolicyApproval.ByNobody, people.Fact is not null);
    }

    private static ApiKey Key(string name, string? person, string? client, params string[] scopes) => new(name, [.. ApiKeys.Hash(name)], [.. scopes], client, person);

    private static PolicyPeople People(string environment, string? setting, params ApiKey[] keys) =>
        new(SecondPersonSetting.Read(Reader([("Controls:SecondPerson", setting)])) ?? environment != "Development", new([.. keys], TimeProvider.System), Sessions(environment));

    private static SessionSettings Sessions(string environment, params (string Name, string? Value)[] settings) =>
        SessionSettings.Read(Reader(settings), new HostingEnvironment { EnvironmentName = environment });

    private static SettingReader Reader((string Name, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
