using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Compares what clients were told, what is stored, and what Heleket has. Everything that differs is a finding.</summary>
internal sealed class Audit(IReadOnlyDictionary<string, Order> accepted, IReadOnlyList<StoredPayout> stored, IReadOnlyList<LedgerPayout> ledger)
{
    private readonly Dictionary<string, StoredPayout> _stored = stored.ToDictionary(payout => payout.Payout.Id);
    private readonly Dictionary<string, LedgerPayout> _ledger = ledger.ToDictionary(payout => payout.OrderId);

    public int Confirmed => accepted.Keys.Count(id => IsConfirmed(id));

    public int Cancelled(IReadOnlySet<string> told) => accepted.Keys.Count(id => IsCancelled(id, told));

    /// <summary>Accepted payouts that are neither paid once nor cancelled as a client was told.</summary>
    public IEnumerable<string> Lost(IReadOnlySet<string> toldCancelled) => accepted
        .Where(order => !(IsConfirmed(order.Key) && !toldCancelled.Contains(order.Key)) && !IsCancelled(order.Key, toldCancelled))
        .Select(order => $"{order.Value.Key} ({order.Key}): {Standing(order.Key)}, told cancelled: {toldCancelled.Contains(order.Key)}");

    /// <summary>Money that went where or as often as nobody asked for, and payouts that nobody was told of.</summary>
    public IEnumerable<string> Doubled(IEnumerable<LedgerWallet> wallets)
    {
        var perOrder = ledger
            .Where(entry => entry.Stored != 1 || !_stored.TryGetValue(entry.OrderId, out var payout) || payout.Payout.Amount != entry.Amount || payout.Payout.Status == "cancelled")
            .Select(entry => $"{entry.OrderId}: {Standing(entry.OrderId)}");
        var unknown = stored
            .Where(payout => !accepted.TryGetValue(payout.Payout.Id, out var order) || order.Amount != payout.Payout.Amount || order.ClientId != payout.Payout.ClientId)
            .Select(payout => $"{payout.Payout.Id}: stored, and not as it was accepted");
        var paid = ledger.Where(entry => entry.Money == "paid").Sum(entry => entry.DebitAmount);
        var left = wallets.Sum(wallet => wallet.Paid);
        return perOrder.Concat(unknown).Concat(paid == left ? [] : [$"the wallets paid {left}, the payouts cost {paid}"]);
    }

    /// <summary>Payouts that clients saw beyond what is stored, or at another end.</summary>
    public IEnumerable<string> ChangedEnds(IEnumerable<Call> calls) => calls
        .Where(call => call.ShowsPayout && _stored.TryGetValue(call.Id!, out var payout)
            && (call.Version > payout.Version || (call.IsFinal && call.Standing != payout.Payout.Status)))
        .Select(call => $"{call.Key}: shown as {call.Standing} at version {call.Version}, stored as {_stored[call.Id!].Payout.Status} at {_stored[call.Id!].Version}");

    /// <summary>Payouts that Heleket stored while nothing of theirs might arrive.</summary>
    public IEnumerable<string> SentWhilePaused(IReadOnlyCollection<HeldScope> held) =>
        from entry in ledger
        let order = accepted.GetValueOrDefault(entry.OrderId)
        where order is not null
        from pause in held.Where(pause => pause.Forbids(order, entry.CreatedAt)).Take(1)
        select $"{order.Key} ({entry.OrderId}) arrived at {entry.CreatedAt:O}; {pause.Scope} was paused from {pause.From:O} to {pause.To:O}";

    /// <summary>Statistics that differ from a recount.</summary>
    public async Task<IReadOnlyList<string>> WrongStatisticsAsync(Clients clients)
    {
        var counted = stored.Select(payout => payout.Payout).ToList();
        var wrong = new List<string>();
        foreach (var client in counted.Select(payout => payout.ClientId).Distinct().Append(null))
        {
            var path = client is null ? "/stats" : $"/clients/{client}/stats";
            var (shown, right) = (await clients.GetTextAsync(path), Recount.Statistics(client, counted));
            if (shown != right)
            {
                wrong.Add($"{path} is {shown}, a recount is {right}");
            }
        }

        return wrong;
    }

    private bool IsConfirmed(string id) =>
        _stored.TryGetValue(id, out var payout) && payout.Payout.Status == "confirmed" && _ledger.TryGetValue(id, out var entry) && entry is { Money: "paid", Stored: 1 };

    private bool IsCancelled(string id, IReadOnlySet<string> told) =>
        told.Contains(id) && _stored.TryGetValue(id, out var payout) && payout.Payout.Status == "cancelled" && !_ledger.ContainsKey(id);

    private string Standing(string id) =>
        $"ours {(_stored.TryGetValue(id, out var payout) ? $"{payout.Payout.Status} of {payout.Payout.Amount}" : "missing")}, "
        + $"Heleket's {(_ledger.TryGetValue(id, out var entry) ? $"{entry.Status}, {entry.Money}, {entry.Stored} times, of {entry.Amount}" : "missing")}";
}
