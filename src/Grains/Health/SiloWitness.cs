using Heleket;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Providers;

namespace Payouts.Grains.Health;

/// <summary>Knows how this silo is. One per silo.</summary>
public sealed class SiloWitness(HeleketClient heleket, AssetCatalog catalog, WebhookTimes webhooks, Controls.Controls controls)
{
    private static readonly string Version = Release.Of(typeof(SiloWitness).Assembly);

    /// <summary>What there is to tell now; asks nobody.</summary>
    public SiloFacts Facts
    {
        get
        {
            var health = heleket.Health;
            var circuit = health.Circuit switch
            {
                HeleketCircuit.Closed => CircuitState.Closed,
                HeleketCircuit.HalfOpen => CircuitState.HalfOpen,
                _ => CircuitState.Open,
            };
            return new(Version, new(circuit, health.LastAnswerAt, health.PausedUntil), webhooks.LastAt, catalog.Current.LoadedAt, controls.Age);
        }
    }
}
