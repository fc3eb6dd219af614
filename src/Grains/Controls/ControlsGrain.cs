using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <inheritdoc cref="IControlsGrain"/>
[GrainType("controls"), StatelessWorker]
public sealed class ControlsGrain(Controls controls) : Grain, IControlsGrain
{
    /// <inheritdoc/>
    public Task<KeysAnswer> KeysNewerThan(int version) => controls.Current is { Keys.Table: var keys }
        ? Task.FromResult(new KeysAnswer(keys.Version, keys.Version > version ? keys : null))
        : throw new OrleansException("This silo has not read the controls lately.");
}
