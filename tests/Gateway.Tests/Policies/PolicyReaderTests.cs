using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Gateway.Http;
using Payouts.Gateway.Policies;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Tests.Policies;

/// <summary>A policy as people write it: what is read, and where it is refused.</summary>
public sealed class PolicyReaderTests
{
    [Fact]
    public void A_policy_is_shown_as_it_was_written()
    {
        var (read, faults) = Read(Policies.WholeJson);

        Assert.Empty(faults);
        var written = JsonNode.Parse(Policies.WholeJson)!;
        written.AsObject().Remove("version");
        Assert.Equal(written.ToJsonString(), PolicyShape.Content.Example(read).ToJsonString());
        Assert.Equal(written.ToJsonString(), PolicyShape.Content.Example(Policies.Whole).ToJsonString());
    }

    [Fact]
    public void What_is_left_out_is_not_asked()
    {
        var (read, faults) = Read("""{"rules":[{"name":"a","when":null,"unless":null,"then":"allow","needed":null,"expires_after":null}],"limits":[{"name":"b","window":"7.00:00:00","max_count":1,"per":[]}]}""");

        Assert.Empty(faults);
        Assert.Equal((PolicyAction.Allow, AddressMode.Off, TimeSpan.FromDays(1)), (read.Default, read.AddressBook.Default, read.AddressBook.CoolingOff));
        Assert.Equal((null, null, LimitExcess.Refuse), (read.Rules[0].When, read.Rules[0].ExpiresAfter, read.Limits[0].OnExcess));
    }

    [Fact]
    public void Codes_are_read_in_any_case_and_what_is_counted_apart_in_any_order()
    {
        var (read, faults) = Read("""{"rules":[{"name":"a","when":{"asset":["usdt"],"network":["Tron"]},"then":"allow"}],"limits":[{"name":"b","window":"7.00:00:00","max_count":1,"per":["key","client"]}]}""");

        Assert.Empty(faults);
        Assert.Equal(("USDT", "TRON"), (read.Rules[0].When!.Asset[0], read.Rules[0].When!.Network[0]));
        Assert.Equal([LimitPer.Client, LimitPer.Key], read.Limits[0].Per);
    }

    [Theory]
    [InlineData("""{"format":2}""", "/policy/format")]
    [InlineData("""{"version":-1}""", "/policy/version")]
    [InlineData("""{"rule":[]}""", "/policy/rule")]
    [InlineData("""{"default":"deny"}""", "/policy/default")]
    [InlineData("""{"rules":{}}""", "/policy/rules")]
    [InlineData("""{"rules":[7]}""", "/policy/rules/0")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","if":1}]}""", "/policy/rules/0/if")]
    [InlineData("""{"rules":[{}]}""", "/policy/rules/0/name", "/policy/rules/0/then")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":[]}]}""", "/policy/rules/0/when")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"clients":["c-1"]}}]}""", "/policy/rules/0/when/clients")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","unless":{"client":[]}}]}""", "/policy/rules/0/unless/client")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"client":"c-1"}}]}""", "/policy/rules/0/when/client")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"client":["c-1","c 2","c-1",7]}}]}""", "/policy/rules/0/when/client/1", "/policy/rules/0/when/client/2", "/policy/rules/0/when/client/3")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"asset":["US-DT"]}}]}""", "/policy/rules/0/when/asset/0")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"asset":["usdt","USDT"]}}]}""", "/policy/rules/0/when/asset/1")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"origin":["api"]}}]}""", "/policy/rules/0/when/origin/0")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"initiator":[""]}}]}""", "/policy/rules/0/when/initiator/0")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"batch":"true"}}]}""", "/policy/rules/0/when/batch")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"amount":{"from":1,"below":"1e3","to":"2"}}}]}""", "/policy/rules/0/when/amount/to", "/policy/rules/0/when/amount/from", "/policy/rules/0/when/amount/below")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"hours":{"zone":"../etc","from":"24:00","days":["Saturday"]}}}]}""", "/policy/rules/0/when/hours/zone", "/policy/rules/0/when/hours/from", "/policy/rules/0/when/hours/to", "/policy/rules/0/when/hours/days/0")]
    [InlineData("""{"rules":[{"name":"a","then":"allow","when":{"address":["unknown"]}}]}""", "/policy/rules/0/when/address/0")]
    [InlineData("""{"rules":[{"name":"a","then":"approve","needed":[{"role":7,"count":"2"},{}]}]}""", "/policy/rules/0/needed/0/role", "/policy/rules/0/needed/0/count", "/policy/rules/0/needed/1/count")]
    [InlineData("""{"rules":[{"name":"a","then":"approve","expires_after":"72:00:00"}]}""", "/policy/rules/0/expires_after")]
    [InlineData("""{"rules":[{"name":"a","then":"approve","expires_after":"3"}]}""", "/policy/rules/0/expires_after")]
    [InlineData("""{"rules":[{"name":"a","then":"approve","expires_after":"01:00:00.5000000"}]}""", "/policy/rules/0/expires_after")]
    [InlineData("""{"limits":[{"name":"a","window":"1 day","max_amount":50000,"max_count":0,"on_excess":"wait","per":["day"]}]}""", "/policy/limits/0/per/0", "/policy/limits/0/window", "/policy/limits/0/max_amount", "/policy/limits/0/max_count", "/policy/limits/0/on_excess")]
    [InlineData("""{"address_book":{"mode":"off","default":"on","clients":{"c/1":"off","c-2":"on"},"cooling_off":"-01:00:00"}}""", "/policy/address_book/mode", "/policy/address_book/default", "/policy/address_book/clients/c~11", "/policy/address_book/clients/c-2")]
    [InlineData("""{"address_book":{"clients":["c-1"],"cooling_off":"a"}}""", "/policy/address_book/clients", "/policy/address_book/cooling_off")]
    public void A_policy_is_refused_where_it_cannot_be_read(string json, params string[] pointers) =>
        Assert.Equal(pointers, Read(json).Faults.Select(fault => fault.Pointer));

    private static (Policy Policy, IReadOnlyList<FieldError> Faults) Read(string json)
    {
        using var body = JsonDocument.Parse($$"""{"policy":{{json}}}""");
        var fields = new JsonFields(body.RootElement);
        var policy = PolicyReader.Read(fields.Object("policy")!);
        Assert.Equal(!fields.Errors.IsEmpty, fields.IsUnreadable);
        return (policy, fields.Errors);
    }
}
