using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>Payouts that are in the store before the measure begins, as another silo would have left them there.</summary>
internal static class Preload
{
    /// <summary>Payouts in one write.</summary>
    public const int Batch = 2000;

    private const int Loaders = 2;
    private const int Clients = 100;

    /// <summary>Stores so many, numbered from 0.</summary>
    public static Task WriteAsync(IPayoutStore store, int payouts, Func<int, PayoutState> make) => Parallel.ForEachAsync(
        Enumerable.Range(0, payouts).Chunk(Batch),
        new ParallelOptions { MaxDegreeOfParallelism = Loaders },
        async (numbers, token) => await store.WriteAsync([.. numbers.Select(number => PayoutWrite.Of(null, make(number)))], token));

    /// <summary>The payout of a number, as the service itself would have made it of what <see cref="Requests.Create"/> asks for.</summary>
    /// <param name="name">Of the measure; each has clients of its own.</param>
    /// <param name="number">Whose key it has.</param>
    /// <param name="at">When it was asked for and made.</param>
    /// <param name="gate">Whether it might be sent then.</param>
    public static PayoutState Made(string name, int number, DateTimeOffset at, SendGate gate)
    {
        var client = $"{name}-{number % Clients}";
        var request = new PayoutRequest
        {
            ClientId = client,
            Asset = "USDT",
            Network = "TRON",
            Amount = 12.5m,
            WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            Reference = "throughput",
        };
        return PayoutMachine.Create(Requests.Id(client, number), new CreatePayout(number.ToString("D9", CultureInfo.InvariantCulture), request, at), at, gate).State;
    }
}
