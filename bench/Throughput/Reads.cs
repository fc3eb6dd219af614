using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>Reads, lists and webhooks of payouts that are there.</summary>
internal sealed class Reads(ThroughputOptions options, Deployment deployment, Results results)
{
    private const int Payouts = 100;

    /// <summary>Measures all three, on confirmed payouts, the youngest first.</summary>
    public async Task RunAsync(Target host)
    {
        using var page = await deployment.GetAsync(host, $"payouts?status=confirmed&limit={Payouts}");
        var payouts = page.RootElement.GetProperty("data").EnumerateArray().ToList();
        if (payouts.Count == 0)
        {
            throw new InvalidOperationException("Reads are measured on the payouts of whole lives: measure these too.");
        }

        var gets = payouts.Select(payout => Requests.Get($"/payouts/{payout.GetProperty("id").GetString()}")).ToArray();
        var lists = Enumerable.Range(0, options.Connections).Select(client => Requests.Get($"/payouts?client_id=life-{client}&limit=25")).ToArray();
        var webhooks = payouts.Select(payout => Requests.Webhook(
            payout.GetProperty("id").GetString()!,
            payout.GetProperty("heleket_transaction_id").GetString()!,
            payout.GetProperty("txid").GetString()!,
            SimulatedHeleket.PayoutKey)).ToArray();
        await MeasureAsync("reads", host, gets);
        await MeasureAsync("lists (25 of a client)", host, lists);
        await MeasureAsync("webhooks, repeated", host, webhooks);
    }

    private async Task MeasureAsync(string measure, Target host, byte[][] requests)
    {
        using var load = await Load.OpenAsync(host.Process.Address, options.Connections);
        results.Add(measure, host.Name, await load.RunAsync((connection, sent) => requests[(connection + sent) % requests.Length], 200, options.Time / 2), null);
    }
}
