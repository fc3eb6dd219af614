using System.Globalization;
using Payouts.Harness;

namespace Payouts.Throughput;

/// <summary>A policy for the measured host, and none for the one it is compared with: what controls cost.</summary>
internal static class Policies
{
    /// <summary>200 rules, none of which matches what is measured.</summary>
    public const string Rules = "rules";

    /// <summary>A limit that every payout falls under, and that has room for all.</summary>
    public const string Limit = "limit";

    private const string Secret = "throughput-admin";
    private const string OneLimit = """{"limits":[{"name":"all","when":{"asset":["USDT"]},"window":"01:00:00","max_amount":"900000000000","on_excess":"refuse"}]}""";

    /// <summary>Settings by which one person, and nobody else, may change the policy.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Keys =>
    [
        .. KeySettings.Of(9, "admin", Secret, null, "payouts:read", "payouts:admin"),
        KeyValuePair.Create("ApiKeys__9__Person", "admin@example.com"),
        KeyValuePair.Create("Controls__SecondPerson", "off"),
    ];

    /// <summary>Puts one in force, for good before the first measure.</summary>
    public static async Task PutAsync(Deployment deployment, Target host, string name)
    {
        var body = $$"""{"note":"measured","policy":{{(name == Rules ? ManyRules() : OneLimit)}}}""";
        using var proposal = await deployment.ChangeAsync(host, HttpMethod.Post, "policy/proposals", body, "\"0\"", Secret);
        var id = proposal.RootElement.GetProperty("id").GetString();
        using var approved = await deployment.ChangeAsync(host, HttpMethod.Post, $"policy/proposals/{id}/approve", "", "\"1\"", Secret);
        if (approved.RootElement.GetProperty("policy_version").GetInt32() != 1)
        {
            throw new InvalidOperationException("The policy did not come into force.");
        }
    }

    private static string ManyRules()
    {
        var rules = Enumerable.Range(0, 200).Select(number => string.Create(
            CultureInfo.InvariantCulture, $$$"""{"name":"rule-{{{number}}}","when":{"client":["nobody-{{{number}}}"],"asset":["USDT"],"amount":{"from":"1"}},"then":"refuse"}"""));
        return $$"""{"rules":[{{string.Join(',', rules)}}]}""";
    }
}
