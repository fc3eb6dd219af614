using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Providers;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Micro;

/// <summary>A payout's whole life as it mostly goes: sent, three webhooks, one look-up, confirmed.</summary>
internal static class Life
{
    public const string Key = "bonus-2026-11-7781";
    public const string TronAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, 7, TimeSpan.Zero);

    private const string Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";
    private const string Uuid = "a7c0caec-a594-4aaa-b1c4-77d511857594";
    private const string Txid = "5e58a7a1f7e3b0c9d2648f1b3a5c7e9d0f2b4a6c8e1d3f5b7a9c0e2d4f6b8a1c";

    private static readonly PayoutsOptions Options = new();

    public static readonly CreatePayout Command = new(
        Key,
        new PayoutRequest
        {
            ClientId = "c-1042",
            Asset = "USDT",
            Network = "TRON",
            Amount = 25.5m,
            WalletAddress = TronAddress,
            Reference = "bonus-2026-11",
            RequestedBy = "ana@example.com",
        },
        Now);

    private static readonly PayoutEvent[] Events =
    [
        new Accepted(Report("process", LogSource.Submit)),
        new Notified(Report("check", LogSource.Webhook)),
        new Notified(Report("process", LogSource.Webhook)),
        new Notified(Report("paid", LogSource.Webhook, isFinal: true)),
        new LookedUp(Report("paid", LogSource.Poll, isFinal: true)),
    ];

    /// <summary>The beginning.</summary>
    public static PayoutState Begin() => Begin(Command);

    /// <summary>The beginning of any.</summary>
    public static PayoutState Begin(CreatePayout command) => PayoutMachine.Create(Id, command, Now).State;

    /// <summary>What became of it.</summary>
    public static PayoutState End(PayoutState state)
    {
        foreach (var happened in Events)
        {
            state = PayoutMachine.Apply(state, happened, Options, Now).State;
        }

        return state.Payout.Status == PayoutStatus.Confirmed ? state : throw new InvalidOperationException("This life ends as confirmed.");
    }

    private static ProviderReport Report(string word, LogSource source, bool isFinal = false) => new(Uuid, word, isFinal, isFinal ? Txid : null, isFinal ? 1m : null, source, HeleketWords.Read(word));
}
