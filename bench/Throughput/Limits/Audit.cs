using Payouts.Grains;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Harness;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>Compares what a load was told, what is stored and what Heleket has, once everything has ended.</summary>
internal sealed class Audit(Deployment deployment, Results results, string measure, string database)
{
    private const int Shown = 10;

    /// <summary>Adds how many payouts were lost, paid twice, or stored although they were refused; the first two are findings.</summary>
    public async Task RunAsync(Orders orders, OpenResult load)
    {
        var stored = await new Stored(deployment.ConnectionTo(database)).StatusesAsync();
        using var heleket = new HeleketLedger(deployment.Heleket.Process.Address);
        var ledger = await heleket.ReadAsync();
        var paid = ledger.Where(entry => entry.Money == "paid" && entry.Stored == 1).Select(entry => entry.OrderId).ToHashSet();
        var accepted = load.Answers.Where(answer => answer.IsAccepted).Select(orders.Id).ToList();
        var lost = accepted.Where(id => stored.GetValueOrDefault(id) != "confirmed" || !paid.Contains(id)).ToList();
        var doubled = ledger.Where(entry => entry.Stored != 1 || stored.GetValueOrDefault(entry.OrderId) != "confirmed").Select(entry => entry.OrderId).ToList();
        var refused = load.Answers.Where(answer => !answer.IsAccepted && answer.Status != OpenResponse.NoAnswer).Count(answer => stored.ContainsKey(orders.Id(answer)));
        var debited = ledger.Where(entry => entry.Money == "paid").Sum(entry => entry.DebitAmount);
        var left = (await heleket.ReadWalletsAsync()).Sum(wallet => wallet.Paid);
        results.Add(measure, "postgres", "accepted", accepted.Count);
        results.Add(measure, "postgres", "confirmed, and once in Heleket's ledger", accepted.Count - lost.Count);
        results.Add(measure, "postgres", "lost", lost.Count);
        results.Add(measure, "postgres", "doubled", doubled.Count);
        results.Add(measure, "postgres", "refused, and stored all the same", refused);
        Find("lost", lost, stored);
        Find("doubled", doubled, stored);
        if (debited != left)
        {
            results.Find($"{measure}: Heleket's wallets paid {left}, the payouts cost {debited}");
        }
    }

    private void Find(string what, List<string> ids, Dictionary<string, string> stored)
    {
        foreach (var id in ids.Take(Shown))
        {
            results.Find($"{measure}: {what}: {id}, ours is {stored.GetValueOrDefault(id, "missing")}");
        }
    }
}
