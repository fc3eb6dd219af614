using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Providers;

namespace Payouts.Grains.Health;

/// <inheritdoc cref="IHealthGrain"/>
[StatelessWorker]
public sealed class HealthGrain(AssetCatalog catalog, StoreHealth store, Controls.Controls controls) : Grain, IHealthGrain
{
    /// <inheritdoc/>
    public async Task<bool> Check() => (await Read()).IsReady;

    /// <inheritdoc/>
    public async Task<HealthReport> Read()
    {
        await store.CheckAsync();
        return new(catalog.WasAsked, controls.Current is { } current ? [.. current.Pauses.Scopes] : default);
    }
}
