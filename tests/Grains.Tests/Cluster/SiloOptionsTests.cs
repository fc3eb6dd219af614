using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Payouts.Silo;

namespace Payouts.Grains.Tests.Cluster;

public sealed class SiloOptionsTests
{
    [Fact]
    public void Orleans_does_not_look_through_the_busy_payouts_for_slow_ones()
    {
        using var host = new HostBuilder().UseOrleans(silo => silo.UseLocalhostClustering().ConfigurePayouts()).Build();

        Assert.Equal(TimeSpan.Zero, host.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.GrainWorkloadAnalysisPeriod);
    }
}
