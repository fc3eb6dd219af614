using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Limits' grains on silos in this process, over the real storage on a file, by a clock that the test moves.</summary>
public abstract class LimitSilos : DocumentSilos
{
    private protected const string Day = "l/1.00:00:00";

    private int _tokens;

    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The rows of payouts, by id.</summary>
    private protected ConcurrentDictionary<string, ImmutableArray<LimitHold>> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>The payouts whose rows cannot be read.</summary>
    private protected ConcurrentDictionary<string, bool> Unreadable { get; } = new(StringComparer.Ordinal);

    private protected ILimitGrain Limit => Clusters[0].Client.GetGrain<ILimitGrain>(Day);

    private protected LimitHolds HoldsOf(IGrainFactory grains) => new(grains, Clock, () => $"t{Interlocked.Increment(ref _tokens)}");

    private protected static LimitClaim Cap(int amount, string key = Day) => new(key, new LimitCap(MaxAmount: amount));

    private protected static Task<LimitAnswer> ReserveAsync(ILimitGrain limit, string token, decimal amount = 1, int cap = 10) =>
        limit.Reserve(new(token, $"payout of {token}", amount, new LimitCap(MaxAmount: cap)));

    private protected static Task<bool> ReleaseAsync(ILimitGrain limit, LimitHold hold) =>
        limit.Release(new(hold.Token, $"payout of {hold.Token}", hold.Bucket, hold.Amount));

    /// <summary>Repeats a call until the activation whose write failed has ended.</summary>
    private protected static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        var answer = default(T);
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return answer!;
    }

    /// <summary>Moves the clock by minutes until the limit's document is as wanted, and brings the grain back if it went.</summary>
    private protected Task SweptUntilAsync(Func<string, bool> wanted)
    {
        var document = "";
        return Eventually.IsTrueAsync(
            async () =>
            {
                document = (string?)await ScalarAsync($"SELECT document FROM documents WHERE kind = 'limit' AND key = '{Day}'") ?? "";
                if (wanted(document))
                {
                    return true;
                }

                Clock.Advance(TimeSpan.FromMinutes(1));
                await UntilAnsweredAsync(() => Limit.Usage());
                return false;
            },
            () => document);
    }

    /// <summary>The limit remembers no token any more.</summary>
    private protected static bool RemembersNothing(string document) =>
        document.Contains("\"tentative\":{},\"released\":{}", StringComparison.Ordinal);

    private protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        services.AddSingleton<Telemetry>();
        services.AddSingleton<ReadHolds>((payout, _) => Unreadable.ContainsKey(payout)
            ? throw new IOException("The row cannot be read.")
            : Task.FromResult(Rows.TryGetValue(payout, out var holds) ? holds : []));
    }
}
