using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;

namespace Heleket.Simulator.Ledgers;

/// <summary>
/// Makes the ledger differ from what callers asked for. Callers hold <see cref="SimulatorState.Gate"/>; what is refused
/// has changed nothing.
/// </summary>
internal sealed class Forger(SimulatorState state, Walker walker)
{
    /// <summary>Changes a payout, by order id or uuid, silently.</summary>
    /// <returns>The payout, or <see langword="null"/> if there is none.</returns>
    public LedgerEntry? Patch(string id, LedgerPatch patch)
    {
        patch.Check();
        if (state.Book.Find(id) is not { } entry)
        {
            return null;
        }

        walker.Rewrite(entry, patch.Apply(entry.Payout, state.Time.GetUtcNow()), patch.EndsWalk);
        return state.Book.View(entry);
    }

    /// <summary>Stores payouts that nobody asked for.</summary>
    /// <returns>The payouts, or <see langword="null"/> if there is none to imitate.</returns>
    /// <exception cref="ArgumentException">A member is out of bounds, or the wallet does not hold as much.</exception>
    public IReadOnlyList<LedgerEntry>? Foreign(ForeignPayouts asked)
    {
        asked.Check();
        var step = WalkStep.Parse(asked.Step);
        if ((asked.Like is { } like ? state.Book.Find(like)?.Payout : Model(asked)) is not { } model)
        {
            return null;
        }

        Afford(model, asked.Count, "count");
        List<LedgerEntry> made = [];
        for (var number = state.Book.All.Count + 1; made.Count < asked.Count; number++)
        {
            var orderId = $"foreign-{number}";
            if (!state.Book.TryByOrder(orderId, out _))
            {
                var address = asked.Like is null ? AddressOf(model, orderId) : model.Address;
                made.Add(Store(model with { OrderId = orderId, Uuid = Walker.UuidOf(state.Options.Seed, orderId), Address = address }, step));
            }
        }

        return made;
    }

    /// <summary>Stores a second payout under an order id.</summary>
    /// <returns>The payout, or <see langword="null"/> if there is no first.</returns>
    /// <exception cref="ArgumentException">The step is none, or the wallet does not hold as much.</exception>
    public LedgerEntry? Duplicate(DuplicatePayout asked)
    {
        var step = WalkStep.Parse(asked.Step);
        if (!state.Book.TryByOrder(asked.OrderId, out var first))
        {
            return null;
        }

        Afford(first.Payout, 1, "order_id");
        var number = state.Book.View(first).Stored;
        return Store(first.Payout with { Uuid = Walker.UuidOf(state.Options.Seed, $"duplicate:{number}:{asked.OrderId}") }, step);
    }

    private LedgerEntry Store(SimulatedPayout model, WalkStep step)
    {
        var now = state.Book.NotBeforeLast(state.Time.GetUtcNow());
        var payout = model with { Id = state.Book.All.Count + 1, Txid = null, UrlCallback = null, Hidden = HiddenFrom.None, CreatedAt = now };
        return state.Book.View(walker.Store(Walker.With(payout, step, now), step));
    }

    private SimulatedPayout Model(ForeignPayouts asked)
    {
        var amount = asked.Amount ?? 10m;
        var terms = new PayoutTerms
        {
            AmountText = Wire.Plain(amount),
            Amount = amount,
            Currency = asked.Currency ?? "USDT",
            Network = asked.Network ?? "TRON",
            OrderId = "",
            Address = "",
            IsSubtract = !state.Options.IsSubtractInverted,
        };
        var (quote, refusal) = state.Pricing.Price(terms);
        return quote is null
            ? throw new ArgumentException($"currency, network or amount: {refusal!.Message}.")
            : Walker.PayoutOf(terms, quote, 0, "", DateTimeOffset.MinValue);
    }

    /// <summary>Another one for each, in a form that its network might have.</summary>
    private string AddressOf(SimulatedPayout model, string orderId) =>
        (model.Network == "TRON" ? "T" : "0x") + Walker.UuidOf(state.Options.Seed, $"receiver:{orderId}").Replace("-", "", StringComparison.Ordinal);

    private void Afford(SimulatedPayout payout, int count, string member)
    {
        var available = state.Wallets.Available(payout.WalletCurrency) ?? 0;
        if (payout.WalletAmount * count > available)
        {
            throw new ArgumentException(
                $"{member}: {Wire.Plain(payout.WalletAmount * count)} {payout.WalletCurrency} would be debited, and {Wire.Plain(available)} are available.");
        }
    }
}
