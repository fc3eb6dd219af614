using System.Security.Cryptography;
using System.Text;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Persistence;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator.Walking;

/// <summary>
/// Creates payouts and moves them from status to status. Callers hold <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class Walker(SimulatorState state, Agenda agenda, WebhookOutbox outbox)
{
    /// <summary>Stores a payout, debits it and starts its walk.</summary>
    /// <param name="terms">The request.</param>
    /// <param name="quote">The price.</param>
    /// <param name="spoil">Changes what is stored, for an id collision; the money stays as quoted.</param>
    public PayoutEntry Create(PayoutTerms terms, Quote quote, Func<SimulatedPayout, SimulatedPayout>? spoil)
    {
        var now = state.Book.NotBeforeLast(state.Time.GetUtcNow());
        var payout = PayoutOf(terms, quote, state.Book.All.Count + 1, UuidOf(state.Options.Seed, terms.OrderId), now);
        var walk = state.Walks.For(payout);
        payout = Taken(payout, walk[0], now);
        var entry = new PayoutEntry(spoil?.Invoke(payout) ?? payout, walk);
        state.Book.Add(entry);
        state.Wallets.Debit(payout);
        Plan(entry, now);
        Record(entry);
        Resume(entry);
        return entry;
    }

    /// <summary>Stores a payout that nobody asked for, and debits it. It stays as it is.</summary>
    public PayoutEntry Store(SimulatedPayout payout, WalkStep step)
    {
        var entry = new PayoutEntry(payout, [step]);
        state.Book.Add(entry);
        state.Wallets.Debit(payout);
        Record(entry);
        return entry;
    }

    /// <summary>Replaces a payout's content; no webhook tells of it.</summary>
    /// <param name="entry">The payout.</param>
    /// <param name="payout">What it is from now on.</param>
    /// <param name="endsWalk">Whether the rest of its walk is dropped.</param>
    public void Rewrite(PayoutEntry entry, SimulatedPayout payout, bool endsWalk)
    {
        if (endsWalk)
        {
            End(entry);
        }

        var old = entry.Payout;
        entry.Payout = payout;
        state.Wallets.Follow(old, payout);
        Record(entry);
    }

    /// <summary>Sets a payout's status now and drops the rest of its walk.</summary>
    public void Force(PayoutEntry entry, WalkStep step)
    {
        End(entry);
        Take(entry, step, state.Time.GetUtcNow());
    }

    /// <summary>Shows the address as this text from now on; <see langword="null"/> changes nothing.</summary>
    public void Show(PayoutEntry entry, string? address)
    {
        if (address is not null)
        {
            entry.Payout = entry.Payout with { ShownAddress = address };
            Record(entry);
        }
    }

    /// <summary>Schedules the next step, if there is one.</summary>
    public void Resume(PayoutEntry entry)
    {
        if (entry.Step + 1 >= entry.Walk.Count)
        {
            return;
        }

        var generation = entry.Generation;
        agenda.At(entry.Due, due =>
        {
            lock (state.Gate)
            {
                if (entry.Generation == generation && !state.Closed)
                {
                    entry.Step++;
                    Plan(entry, due);
                    Take(entry, entry.Walk[entry.Step], due);
                    Resume(entry);
                }
            }
        });
    }

    private static void End(PayoutEntry entry)
    {
        entry.Generation++;
        entry.Step = entry.Walk.Count;
    }

    private void Take(PayoutEntry entry, WalkStep step, DateTimeOffset at)
    {
        var old = entry.Payout;
        if (old.Status == step.Status && old.IsFinal == step.IsFinal)
        {
            Record(entry);
            return;
        }

        entry.Payout = Taken(old, step, at);
        state.Wallets.Follow(old, entry.Payout);
        Record(entry);
        outbox.Add(entry, state.Webhooks);
    }

    /// <summary>The payout after a step; what is paid is settled, perhaps for another fee than was told.</summary>
    private SimulatedPayout Taken(SimulatedPayout old, WalkStep step, DateTimeOffset at)
    {
        var payout = With(old, step, at);
        return payout.Money == MoneyState.Paid && old.Money != MoneyState.Paid ? state.SettleFees.Apply(payout) : payout;
    }

    private void Plan(PayoutEntry entry, DateTimeOffset from)
    {
        if (entry.Step + 1 < entry.Walk.Count)
        {
            entry.Due = from + (entry.Walk[entry.Step + 1].Delay ?? state.Options.StepDelay);
        }
    }

    private void Record(PayoutEntry entry)
    {
        state.Journal.Write(new JournalLine(JournalKind.Payout)
        {
            Payout = entry.Payout,
            Walk = [.. entry.Walk.Select(step => step.ToString())],
            Step = entry.Step,
            At = entry.Due,
        });
        state.Announce(entry);
    }

    /// <summary>Returns the payout after a step.</summary>
    public static SimulatedPayout With(SimulatedPayout payout, WalkStep step, DateTimeOffset at) => payout with
    {
        Status = step.Status,
        IsFinal = step.IsFinal,
        Txid = step.Status == "paid" ? TxidOf(payout) : payout.Txid,
        UpdatedAt = at,
    };

    /// <summary>The payout of a request at its price, before its first step.</summary>
    public static SimulatedPayout PayoutOf(PayoutTerms terms, Quote quote, long id, string uuid, DateTimeOffset at) => new()
    {
        Id = id,
        Uuid = uuid,
        OrderId = terms.OrderId,
        AmountText = terms.AmountText,
        Amount = terms.Amount,
        Currency = terms.Currency.ToUpperInvariant(),
        Network = quote.Service.Network,
        Address = terms.Address,
        Memo = terms.Memo,
        UrlCallback = terms.UrlCallback,
        PayerCurrency = quote.Service.Currency,
        PayerAmount = quote.PayerAmount,
        Commission = quote.Commission,
        MerchantAmount = quote.MerchantAmount,
        FeeOutOfAmount = quote.FeeOutOfAmount,
        WalletCurrency = quote.WalletCurrency,
        WalletAmount = quote.WalletAmount,
        Status = "process",
        IsFinal = false,
        CreatedAt = at,
        UpdatedAt = at,
    };

    /// <summary>A uuid derived only from the seed and a name, so that it is the same in every run.</summary>
    public static string UuidOf(int seed, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{name}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static string TxidOf(SimulatedPayout payout)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(payout.Uuid));
        return payout.Network switch
        {
            "TON" => Convert.ToBase64String(hash),
            "ETH" or "BSC" or "POLYGON" or "AVALANCHE" or "ARBITRUM" => "0x" + Convert.ToHexStringLower(hash),
            _ => Convert.ToHexStringLower(hash),
        };
    }
}
