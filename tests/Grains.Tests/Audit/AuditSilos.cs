using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Cluster;
using Payouts.Grains.Tests.Payouts;
using Payouts.Storage.Sqlite;

namespace Payouts.Grains.Tests.Audit;

/// <summary>Silos with the audit over real storage on files, keys, and a payout store that a test writes to itself.</summary>
public abstract class AuditSilos : DocumentSilos, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-audit-").FullName;
    private readonly SqlitePayoutStore _store;

    private protected AuditSilos() => _store = new SqlitePayoutStore($"Data Source={_folder}/payouts.db");

    private protected AuditKeys Keys { get; } = new(AuditChainTests.AKey(1), [], ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private protected IPayoutStore Store => _store;

    private protected IAuditGrain Log => Clusters[0].Client.GetGrain<IAuditGrain>(IAuditGrain.Key);

    private protected IAuditReaderGrain Reader => Clusters[0].Client.GetGrain<IAuditReaderGrain>(0);

    private protected ICheckpointGrain Checkpoints => Clusters[0].Client.GetGrain<ICheckpointGrain>(ICheckpointGrain.Key);

    private protected DocumentLists Lists => Clusters[0].GetSiloServiceProvider().GetRequiredService<DocumentLists>();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await _store.InitializeAsync(CancellationToken.None);
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A payout's whole life, written as its grain would.</summary>
    private protected async Task<PayoutState> LiveAsync(int number)
    {
        var id = $"{number:x8}{Some.Id[8..]}";
        var state = await WriteAsync(null, PayoutMachine.Create(id, Some.Command() with { IdempotencyKey = $"key-{number}" }, Some.Now).State);
        foreach (var happened in (PayoutEvent[])[new PayoutEvent.AnswerLost("timeout"), new PayoutEvent.LookedUp(Some.Report("process")), new PayoutEvent.LookedUp(Some.Report("paid", true))])
        {
            state = await WriteAsync(state, Some.After(state, happened));
        }

        return state;
    }

    private protected async Task<PayoutState> WriteAsync(PayoutState? before, PayoutState after)
    {
        var (state, events) = AuditChain.Extend(Keys, before, after);
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([new PayoutWrite(state, before?.Payout.Version ?? 0, events)], CancellationToken.None));
        return state;
    }

    /// <summary>What a verification of everything finds.</summary>
    private protected async Task<AuditReport> VerifyAsync(IAuditReaderGrain? reader = null)
    {
        AuditReport? all = null;
        string? cursor = null;
        do
        {
            var report = await (reader ?? Reader).Verify(new AuditCheck(Cursor: cursor));
            all = all is null ? report : report with { Checked = all.Checked + report.Checked, Unverifiable = all.Unverifiable + report.Unverifiable, Faults = all.Faults.AddRange(report.Faults) };
            cursor = report.Next;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>Repeats a call until the activation whose write failed has ended, as an outbox does.</summary>
    private protected static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        T? answer = default;
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

    private protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(Keys);
        services.AddSingleton<Telemetry>();
        services.AddSingleton<IPayoutStore>(_store);
        services.AddSingleton<CoolingOff>(() => TimeSpan.FromDays(1));
        services.AddSingleton(new AuditOptions(TimeSpan.Zero, TimeSpan.FromDays(30)));
    }
}
