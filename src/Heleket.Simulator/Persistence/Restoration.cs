using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Persistence;

/// <summary>Restores the state from the journal.</summary>
internal static class Restoration
{
    /// <summary>Must be called once, on an empty state, under its lock.</summary>
    public static void Run(SimulatorState state)
    {
        List<SimulatedPayout> seeded = [];
        foreach (var line in state.Journal.Load())
        {
            if (line is { Kind: JournalKind.Seeded, Payout: { } payout })
            {
                seeded.Add(payout);
                continue;
            }

            if (line is { Kind: JournalKind.Seed, Number: { } count } && count <= seeded.Count)
            {
                state.Seed(seeded.GetRange(seeded.Count - count, count));
            }
            else
            {
                Apply(state, line);
            }

            // A seed without its end was never stored.
            seeded.Clear();
        }
    }

    private static void Apply(SimulatorState state, JournalLine line)
    {
        switch (line)
        {
            case { Kind: JournalKind.Payout, Payout: { } payout, Walk: { } walk, Step: { } step, At: { } due }:
                var entry = Put(state, payout, walk);
                entry.Step = step;
                entry.Due = due;
                break;
            case { Kind: JournalKind.Webhook, OrderId: { } orderId, Number: { } number, Url: { } url, Body: { } body, At: { } notBefore }:
                if (state.Book.TryByOrder(orderId, out var owner))
                {
                    owner.Webhooks.Made = number;
                    owner.Webhooks.Pending.Enqueue(new PendingWebhook(number, url, body, notBefore));
                }

                break;
            case { Kind: JournalKind.Delivered or JournalKind.Lost, OrderId: { } orderId, Number: { } number }:
                if (state.Book.TryByOrder(orderId, out owner))
                {
                    owner.Webhooks.Settle(number, line.Kind == JournalKind.Delivered);
                }

                break;
            case { Kind: JournalKind.Balance, Currency: { } currency, Business: { } business }:
                state.Wallets.SetAvailable(currency, business, line.At ?? DateTimeOffset.MinValue);
                if (line.Personal is { } personal)
                {
                    state.Wallets.SetPersonal(currency, personal);
                }

                break;
            case { Kind: JournalKind.Trickle, Currency: { } currency, PerMinute: { } perMinute, At: { } from }:
                state.Wallets.SetTrickle(currency, perMinute, from);
                break;
            case { Kind: JournalKind.Key, Key: { } key, At: { } until }:
                (state.PayoutKey, state.BlockedUntil) = (key, until);
                break;
            default:
                throw new InvalidDataException($"The simulator's journal has a line of kind {line.Kind} without its members.");
        }
    }

    private static PayoutEntry Put(SimulatorState state, SimulatedPayout payout, IReadOnlyList<string> walk)
    {
        if (state.Book.TryByUuid(payout.Uuid, out var entry))
        {
            state.Wallets.Follow(entry.Payout, payout);
            entry.Payout = payout;
            return entry;
        }

        entry = new PayoutEntry(payout, WalkStep.ParseAll(walk));
        state.Wallets.Debit(payout);
        state.Book.Add(entry);
        return entry;
    }
}
