using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Tests.Payouts;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Tests.Cluster;

/// <summary>The gateway's copy of the services list: the last good one stays, whichever silo is asked next.</summary>
public sealed class OfferedServicesTests : IDisposable
{
    private static readonly ServiceList Good = Requests.Offered;
    private static readonly ServiceList Newer = Good with { LoadedAt = Requests.Now.AddMinutes(1) };

    private readonly Silo _silo = new();
    private readonly OfferedServices _services;

    public OfferedServicesTests()
    {
        var time = new FakeTimeProvider(Requests.Now);
        _services = new OfferedServices(new GrainCalls(Silos.With(_silo), time, NullLogger<GrainCalls>.Instance), time, NullLogger<OfferedServices>.Instance);
    }

    public static TheoryData<ServiceList> Worse => [new ServiceList(null, []), new ServiceList(Requests.Now.AddMinutes(1), []), new ServiceList(Requests.Now, default)];

    public void Dispose() => _services.Dispose();

    [Theory]
    [MemberData(nameof(Worse))]
    public async Task What_a_silo_without_a_good_list_says_does_not_replace_one(ServiceList worse)
    {
        _silo.Last = Good;
        await _services.LoadAsync(CancellationToken.None);

        _silo.Last = worse;
        Assert.Same(Good, await _services.LoadAsync(CancellationToken.None));

        Assert.Same(Good, await _services.CurrentAsync(CancellationToken.None));
        Assert.Equal(2, _silo.Calls);
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_does_not_take_it_away()
    {
        _silo.Last = Good;
        await _services.LoadAsync(CancellationToken.None);

        _silo.Last = null;
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => _services.LoadAsync(CancellationToken.None));

        Assert.Same(Good, await _services.CurrentAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_newer_good_one_replaces_it()
    {
        _silo.Last = Good;
        await _services.LoadAsync(CancellationToken.None);

        _silo.Last = Newer;
        await _services.LoadAsync(CancellationToken.None);

        Assert.Same(Newer, await _services.CurrentAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Worse))]
    public async Task A_gateway_that_prepares_asks_again_until_it_has_a_good_one(ServiceList worse)
    {
        _silo.Last = worse;
        await _services.PrepareAsync(CancellationToken.None);
        Assert.False((await _services.CurrentAsync(CancellationToken.None)).IsGood);

        _silo.Last = Good;
        await _services.PrepareAsync(CancellationToken.None);
        await _services.PrepareAsync(CancellationToken.None);

        Assert.Same(Good, await _services.CurrentAsync(CancellationToken.None));
        Assert.Equal(2, _silo.Calls);
    }

    private sealed class Silo : IAssetCatalogGrain
    {
        /// <summary><see langword="null"/>: it fails in a way that retrying cannot fix.</summary>
        public ServiceList? Last { get; set; }

        public int Calls { get; private set; }

        public Task<ServiceList> GetServices()
        {
            Calls++;
            return Last is { } list ? Task.FromResult(list) : Task.FromException<ServiceList>(new IOException("no silo"));
        }
    }

    /// <summary>A cluster that has this one grain.</summary>
    public class Silos : DispatchProxy
    {
        private IAssetCatalogGrain? _silo;

        public static IGrainFactory With(IAssetCatalogGrain silo)
        {
            var factory = Create<IGrainFactory, Silos>();
            ((Silos)(object)factory)._silo = silo;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.ReturnType == typeof(IAssetCatalogGrain)
            ? _silo
            : throw new NotSupportedException(targetMethod.ToString());
    }
}
