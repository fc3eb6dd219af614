using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Heleket.Simulator.Payouts;

/// <summary>
/// The stored payouts, by order id, by uuid and in order of creation. Guarded by <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class PayoutBook
{
    private readonly Dictionary<string, PayoutEntry> _byOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PayoutEntry> _byUuid = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _createCalls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _stored = new(StringComparer.Ordinal);

    /// <summary>In order of creation; an entry's id is its index plus one.</summary>
    public List<PayoutEntry> All { get; private set; } = [];

    public bool TryByOrder(string orderId, [NotNullWhen(true)] out PayoutEntry? entry) => _byOrder.TryGetValue(orderId, out entry);

    public bool TryByUuid(string uuid, [NotNullWhen(true)] out PayoutEntry? entry) => _byUuid.TryGetValue(uuid, out entry);

    /// <summary>By order id (of duplicates: the first), else by uuid.</summary>
    public PayoutEntry? Find(string id) => TryByOrder(id, out var entry) || TryByUuid(id, out entry) ? entry : null;

    /// <summary>Adds the newest payout. Of duplicates, the first keeps the order id.</summary>
    public void Add(PayoutEntry entry)
    {
        _byOrder.TryAdd(entry.Payout.OrderId, entry);
        _byUuid.Add(entry.Payout.Uuid, entry);
        All.Add(entry);
        CollectionsMarshal.GetValueRefOrAddDefault(_stored, entry.Payout.OrderId, out _)++;
    }

    /// <summary>Adds payouts of any age where they belong, and numbers what comes after them anew.</summary>
    public void AddPast(IEnumerable<PayoutEntry> entries)
    {
        foreach (var entry in entries)
        {
            Add(entry);
        }

        // A stable sort: of two of the same time, the one that was stored first stays first.
        All = [.. All.OrderBy(entry => entry.Payout.CreatedAt)];
        for (var index = 0; index < All.Count; index++)
        {
            if (All[index] is var entry && entry.Payout.Id != index + 1)
            {
                entry.Payout = entry.Payout with { Id = index + 1 };
            }
        }
    }

    public void CountCreate(string orderId) => CollectionsMarshal.GetValueRefOrAddDefault(_createCalls, orderId, out _)++;

    /// <summary>
    /// The time for a new payout: never earlier than the previous one's, because the list is ordered by it.
    /// </summary>
    public DateTimeOffset NotBeforeLast(DateTimeOffset now) => All is [.., var last] && last.Payout.CreatedAt > now ? last.Payout.CreatedAt : now;

    public LedgerEntry View(PayoutEntry entry)
    {
        var payout = entry.Payout;
        return new LedgerEntry
        {
            OrderId = payout.OrderId,
            Uuid = payout.Uuid,
            Amount = payout.Amount,
            Currency = payout.Currency,
            Network = payout.Network,
            Address = payout.Address,
            Memo = payout.Memo,
            Status = payout.Status,
            IsFinal = payout.IsFinal,
            Txid = payout.Txid,
            CreateCalls = _createCalls.GetValueOrDefault(payout.OrderId),
            Stored = _stored[payout.OrderId],
            Money = payout.Money,
            DebitCurrency = payout.WalletCurrency,
            DebitAmount = payout.WalletAmount,
            Commission = payout.Commission,
            Received = payout.PayerAmount,
            WebhooksDelivered = entry.Webhooks.Delivered,
            WebhooksPending = entry.Webhooks.Waiting,
            WebhooksLost = entry.Webhooks.Lost,
            Hidden = payout.Hidden == HiddenFrom.None ? null : payout.Hidden,
            CreatedAt = payout.CreatedAt,
            UpdatedAt = payout.UpdatedAt,
        };
    }

    public int CreateCalls(string orderId) => _createCalls.GetValueOrDefault(orderId);

    public void Clear()
    {
        _byOrder.Clear();
        _byUuid.Clear();
        _createCalls.Clear();
        _stored.Clear();
        All.Clear();
    }
}
