using System.Net;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Logs;

/// <summary>What a gateway that finds no silo logs about its requests.</summary>
public sealed class GatewayAloneTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task The_trace_id_of_a_503_leads_to_its_cause_and_to_its_line_in_the_access_log(string format)
    {
        await using var gateway = await StartAsync(("Log__Format", format));
        using var api = new Api(gateway.Address);

        var answer = await api.GetAsync("/stats");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        await gateway.StopAsync();
        var lines = Of(gateway, (string)answer.Body!["trace_id"]!);
        Assert.Contains(lines, line => line.Contains("A grain call failed; answered 503.", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("GET /stats 503 in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_goes_away_has_a_line_too()
    {
        await using var gateway = await StartAsync();
        using (var caller = await RawHttp.ConnectAsync(gateway.Address))
        {
            await caller.SendAsync(caller.Head("GET", "/stats", $"traceparent: 00-{Trace}-00f067aa0ba902b7-00"));
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Of(gateway, Trace).Any(IsAccess)), Timeout, () => gateway.Output);

        Assert.Contains("GET /stats 499 in ", Assert.Single(Of(gateway, Trace), IsAccess), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Serilog__MinimumLevel__Override__Payouts.Gateway.Access", "Warning", false, false)]
    [InlineData("Serilog__MinimumLevel__Override__Payouts__Gateway__Access", "Warning", false, false)]
    [InlineData("Serilog__MinimumLevel__Override__Payouts", "Debug", true, true)]
    [InlineData("Serilog__MinimumLevel__Default", "Debug", true, true)]
    [InlineData("Serilog__MinimumLevel__Default", "Information", true, false)]
    public async Task The_access_log_is_turned_off_and_probes_are_turned_on_by_level(string setting, string level, bool hasRequests, bool hasProbes)
    {
        await using var gateway = await StartAsync((setting, level));
        using var api = new Api(gateway.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/nowhere")).Status);

        await gateway.StopAsync();

        Assert.Equal(hasRequests, gateway.Output.Contains("GET unmatched 404 in ", StringComparison.Ordinal));
        Assert.Equal(hasProbes, gateway.Output.Contains("GET /health/live 200 in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_it_waits_for_a_silo_is_said_in_one_line()
    {
        await using var gateway = await StartAsync();
        await Eventually.IsTrueAsync(
            () => Task.FromResult(gateway.Output.Contains("No silo can be reached yet", StringComparison.Ordinal)), Timeout, () => gateway.Output);
        await gateway.StopAsync();

        Assert.Single(gateway.Output.Split('\n'), line => line.Contains(" WRN ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    private static async Task<HostProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var given = new Dictionary<string, string>(Api.Keys()) { ["ASPNETCORE_ENVIRONMENT"] = "Production" };
        foreach (var (name, value) in settings)
        {
            given[name] = value;
        }

        var gateway = ProcessBuilder.Gateway().With(given).Start();
        await gateway.WaitUntilReadyAsync("/health/live");
        return gateway;
    }

    private static string[] Of(HostProcess gateway, string trace) => [.. gateway.Output.Split('\n').Where(line => line.Contains(trace, StringComparison.Ordinal))];

    private static bool IsAccess(string line) => line.Contains("Payouts.Gateway.Access", StringComparison.Ordinal);
}
