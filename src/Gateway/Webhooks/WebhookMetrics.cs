using System.Diagnostics.Metrics;

namespace Payouts.Gateway.Webhooks;

/// <summary>Counts webhooks by result.</summary>
internal sealed class WebhookMetrics(IMeterFactory meters)
{
    public const string MeterName = "Payouts.Gateway";

    private readonly Counter<long> _received =
        meters.Create(MeterName).CreateCounter<long>("payouts.gateway.webhooks", "{webhook}", "Webhooks received, by result.");

    public void Count(string result) => _received.Add(1, KeyValuePair.Create("result", (object?)result));
}
