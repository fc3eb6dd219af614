using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>Processes may start in any order; wrong settings stop a process at once.</summary>
public sealed class StartOrderTests
{
    private static readonly Uri SomeGateway = new("http://127.0.0.1:9/");

    [Fact]
    public async Task A_silo_waits_for_its_database_and_says_so()
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's server is not ours to stop.");
        await using var server = await PostgresServer.StartNewAsync();
        await using var simulator = await SimulatorHost.StartAsync();
        await server.KillAsync();
        await using var silo = TestCluster.Silo(simulator, SomeGateway, server.ConnectionString).Start();

        await Eventually.IsTrueAsync(
            () => Task.FromResult(silo.Output.Contains("The database of ConnectionStrings__Payouts is not ready", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(1),
            () => silo.Output);
        await server.StartAsync();

        await silo.WaitUntilReadyAsync();
        Assert.Contains("The database of ConnectionStrings__Payouts is ready", silo.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster__Provider", "Consul", "Cluster__Provider")]
    [InlineData("ConnectionStrings__Cluster", "", "ConnectionStrings__Cluster")]
    [InlineData("ConnectionStrings__Cluster", "nonsense=secret", "ConnectionStrings__Cluster")]
    [InlineData("ConnectionStrings__Payouts", "", "ConnectionStrings__Payouts")]
    [InlineData("Cluster__AdvertisedAddress", "0.0.0.0", "Cluster__AdvertisedAddress")]
    public async Task A_bad_setting_stops_the_silo_with_a_sentence_that_names_it(string setting, string value, string named)
    {
        await using var simulator = await SimulatorHost.StartAsync();
        await using var silo = TestCluster.Silo(simulator, SomeGateway, "Host=127.0.0.1").With(setting, value).Start();

        await silo.WaitForExitAsync();

        Assert.Equal(1, silo.ExitCode);
        Assert.Contains(named, silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", silo.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster__Provider", "Consul")]
    [InlineData("ConnectionStrings__Cluster", "")]
    [InlineData("ConnectionStrings__Cluster", "nonsense=secret")]
    public async Task A_bad_setting_stops_the_gateway_with_a_sentence_that_names_it(string setting, string value)
    {
        await using var gateway = ProcessBuilder.Gateway().With(Api.Keys())
            .With("Cluster__Provider", "Postgres").With("ConnectionStrings__Cluster", "Host=127.0.0.1").With(setting, value).Start();

        await gateway.WaitForExitAsync();

        Assert.Equal(1, gateway.ExitCode);
        Assert.Contains(setting, gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    public async Task In_production_a_silo_listens_at_the_hosts_own_address_or_the_one_it_is_given(string address)
    {
        var database = await PostgresForTests.CreateSchemaAsync();
        await using (var simulator = await SimulatorHost.StartAsync())
        {
            await using var silo = TestCluster.Silo(simulator, SomeGateway, database)
                .With("ASPNETCORE_ENVIRONMENT", "Production").With("Cluster__AdvertisedAddress", address).Start();
            await silo.WaitUntilReadyAsync();
            await silo.StopAsync();
            Assert.Equal(0, silo.ExitCode);
        }

        await PostgresForTests.DropSchemaAsync(database);
    }

    [Fact]
    public async Task A_database_that_is_not_there_stops_the_silo_with_a_sentence()
    {
        await using var simulator = await SimulatorHost.StartAsync();
        var server = await PostgresForTests.ServerAsync();
        await using var silo = TestCluster.Silo(simulator, SomeGateway, server).With("ConnectionStrings__Cluster", $"{server};Database=nowhere").Start();

        await silo.WaitForExitAsync();

        Assert.Equal(1, silo.ExitCode);
        Assert.Contains("ConnectionStrings__Cluster cannot be used", silo.Output, StringComparison.Ordinal);
    }
}
