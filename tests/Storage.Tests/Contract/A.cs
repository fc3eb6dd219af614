using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Example payouts.</summary>
internal static class A
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A queued payout, the first version. Its id depends on client and key alone.</summary>
    public static PayoutState Payout(string key, string client = "c-1", string asset = "USDT", decimal amount = 25.5m, DateTimeOffset? createdAt = null)
    {
        var at = createdAt ?? Start;
        return new PayoutState
        {
            Payout = new Payout
            {
                Id = Id(client, key),
                IdempotencyKey = key,
                Request = new PayoutRequest
                {
                    ClientId = client,
                    Asset = asset,
                    Network = "TRON",
                    Amount = amount,
                    WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
                },
                Status = PayoutStatus.Pending,
                Detail = PayoutDetail.Queued,
                RequestedAt = at,
                CreatedAt = at,
                UpdatedAt = at,
                Version = 1,
            },
            NextActionAt = at,
            Since = at,
        };
    }

    /// <summary>What is stored of a payout, as text.</summary>
    public static string Document(PayoutState state) => Encoding.UTF8.GetString(PayoutDocument.Write(state));

    public static string Id(string client, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{key}")))[..32];

    /// <summary>The same payout at its next version, changed.</summary>
    public static PayoutState Next(this PayoutState state, Func<PayoutState, PayoutState> change)
    {
        var next = change(state);
        return next with { Payout = next.Payout with { Version = state.Payout.Version + 1 } };
    }

    public static PayoutState With(this PayoutState state, Func<Payout, Payout> change) => state with { Payout = change(state.Payout) };

    public static PayoutState In(this PayoutState state, PayoutStatus status) => state.With(payout => payout with
    {
        Status = status,
        Detail = status switch
        {
            PayoutStatus.Pending => PayoutDetail.Queued,
            PayoutStatus.Broadcast => PayoutDetail.Processing,
            _ => null,
        },
    });
}
