using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Treasury;

/// <summary>
/// Knows what there is in the wallets of one account, says whether a payout may leave, and lets the queue go when there is
/// money. What it knows is in its memory and is asked for at once by the next activation: Heleket's answer is the only
/// truth, and two of them can only let too much go, which Heleket then refuses.
/// </summary>
[Reentrant, KeepAlive]
internal sealed partial class TreasuryGrain(
    IPayoutStore store, IPayoutProvider provider, TreasuryOptions options, TimeProvider clock, ILogger<TreasuryGrain> logger)
    : Grain, ITreasurySignals, IRemindable
{
    private const string ReminderName = "treasury";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Wallet> _wallets = new(StringComparer.Ordinal);
    private readonly GrainReferences<IPayoutSignals> _payouts = new();
    private Task _step = Task.CompletedTask;
    private long? _polledAt;
    private int _failures;

    private string Account => this.GetPrimaryKeyString();

    private TimeSpan PollPause => _failures == 0 ? options.PollInterval
        : TimeSpan.FromTicks(Math.Min(LongestBackoff.Ticks, options.PollInterval.Ticks << Math.Min(_failures, 10)));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(StepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Step) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<FundsAnswer> Ask(FundsNeed need)
    {
        ArgumentNullException.ThrowIfNull(need);
        var settings = SettingsOf(need.Asset);
        var isReleased = WalletOf(need.Asset).Claims.TryGetValue(need.PayoutId, out var claim) && claim.IsReleased;
        var (wallet, mayGo) = WalletRules.Ask(WalletOf(need.Asset), need.PayoutId, need.Cost, settings, clock);
        _wallets[need.Asset] = wallet;
        return Task.FromResult(new FundsAnswer(mayGo, isReleased, wallet.IsShort, wallet.Available, settings.Reserve));
    }

    /// <inheritdoc/>
    public Task Told(FundsNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var wallet = WalletOf(news.Asset);
        _wallets[news.Asset] = news.Outcome switch
        {
            FundsOutcome.Accepted => WalletRules.Accepted(wallet, news.PayoutId, news.Left, provider.TellsBalances, clock),
            FundsOutcome.Refused => WalletRules.Refused(wallet, news.PayoutId),
            _ => WalletRules.NotSent(wallet, news.PayoutId),
        };
        return Task.CompletedTask;
    }

    private Task StepAsync() => _step.IsCompleted ? _step = StepOnceAsync() : Task.CompletedTask;

    private async Task StepOnceAsync()
    {
        if (_polledAt is not { } last || clock.GetElapsedTime(last) >= PollPause)
        {
            await PollAsync();
            await LookAtQueuesAsync();
        }

        foreach (var asset in _walks.Keys.ToList())
        {
            await WalkAsync(asset);
        }
    }

    private async Task PollAsync()
    {
        var leftAt = clock.GetTimestamp();
        _polledAt = leftAt;
        ImmutableDictionary<string, decimal>? balances = null;
        if (provider.TellsBalances)
        {
            (balances, var problem) = await provider.ReadBalancesAsync();
            _failures = balances is null ? _failures + 1 : 0;
            if (problem is not null)
            {
                Log.NotPolled(logger, Account, problem, PollPause);
            }
        }

        foreach (var asset in _wallets.Keys.Concat(balances?.Keys ?? []).Distinct(StringComparer.Ordinal).ToList())
        {
            _wallets[asset] = WalletRules.Polled(WalletOf(asset), balances?.TryGetValue(asset, out var there) is true ? there : null, leftAt, clock);
        }
    }

    private Wallet WalletOf(string asset) => _wallets.GetValueOrDefault(asset, Wallet.Unknown);

    private FundsSettings SettingsOf(string asset) => new(options.ReserveOf(asset), provider.TellsBalances, options.PollInterval, options.MayBePassedFor);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The balances of account {Account} could not be read ({Problem}); again in {Pause}")]
        public static partial void NotPolled(ILogger logger, string account, string problem, TimeSpan pause);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Payout {Id} was not let go, though there is money for it ({Cause}); it is tried again")]
        public static partial void NotReleased(ILogger logger, string id, string cause);
    }
}
