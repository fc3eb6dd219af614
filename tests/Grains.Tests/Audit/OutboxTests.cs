using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Policies;
using Payouts.Grains.Tests.Cluster;
using Payouts.Grains.Tests.Policies;
using Payouts.Silo.Audit;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Audit;

/// <summary>
/// The outbox of every document that people change: no change without its entry, no entry twice, none missing, whichever
/// step of a change or of its logging dies.
/// </summary>
public sealed class OutboxTests : AuditSilos
{
    private static readonly DateTimeOffset At = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Ada = new("ada@example.com");

    /// <summary>Each step at which a change or its logging may die: the write of which document, before it or after it.</summary>
    private static readonly (string? Kind, bool IsWritten)[] Steps =
        [(null, false), (null, true), ("audit-page", false), ("audit-page", true), ("audit", false), ("audit", true)];

    [Theory]
    [InlineData("keys")]
    [InlineData("sign-outs")]
    [InlineData("policy")]
    [InlineData("addresses")]
    public async Task Whatever_step_dies_each_change_has_one_entry(string kind)
    {
        var number = 0;
        for (var round = 0; round < 3; round++)
        {
            foreach (var (document, isWritten) in Steps)
            {
                var n = ++number;
                Faults.FailNext(isWritten, kind: document ?? kind);
                await UntilAnsweredAsync(() => ChangeAsync(kind, Clusters[0], n));
            }
        }

        var other = await GoOnAsync(kind, number);

        // What is logged is dropped with the next change.
        await ChangeAsync(kind, other, number + 1);
        await ChangeAsync(kind, other, number + 2);
        await LoggedAsync(other, kind, number + 2);
        Assert.Equal(1L, await ScalarAsync($"SELECT json_array_length(document, '$.unlogged') FROM documents WHERE kind = '{kind}'"));
        Assert.Empty((await VerifyAsync(other.Client.GetGrain<IAuditReaderGrain>(0))).Faults);
    }

    [Fact]
    public async Task A_pause_is_set_and_lifted_while_nothing_can_be_logged_and_both_are_logged_by_the_next_silo()
    {
        await ScalarAsync("CREATE TRIGGER nothing_is_logged BEFORE INSERT ON documents WHEN NEW.kind = 'audit-page' BEGIN SELECT raise(ABORT, 'full'); END");
        var pauses = Clusters[0].Client.GetGrain<IPausesGrain>(IPausesGrain.Key);
        await pauses.Pause("asset:USDT", "an incident", Ada);
        await pauses.Lift("asset:USDT", default, "it is over", Ada);

        var other = await GoOnAsync("pauses", 2);

        var entries = (await other.Client.GetGrain<IAuditReaderGrain>(0).Entries(new AuditQuery(2))).Entries;
        Assert.Equal([("pause.lifted", "asset:USDT", "it is over"), ("pause.set", "asset:USDT", "an incident")], entries.Select(entry => (entry.Draft.Action, entry.Draft.Target, entry.Draft.Reason!)));
        Assert.Equal(entries[1].Draft.After, entries[0].Draft.Before);
    }

    [Fact]
    public async Task A_change_whose_silo_dies_before_anything_is_logged_is_logged_by_the_next()
    {
        // The log cannot be written for as long as the first silo lives.
        await ScalarAsync("CREATE TRIGGER nothing_is_logged BEFORE INSERT ON documents WHEN NEW.kind = 'audit-page' BEGIN SELECT raise(ABORT, 'full'); END");
        await ChangeAsync("addresses", Clusters[0], 1);
        await ChangeAsync("addresses", Clusters[0], 2);
        Assert.Equal(2L, await ScalarAsync("SELECT json_array_length(document, '$.unlogged') FROM documents WHERE kind = 'addresses'"));

        await GoOnAsync("addresses", 2);
    }

    [Fact]
    public async Task At_its_start_a_silo_logs_what_the_last_one_left_though_nobody_asks_for_any_of_it()
    {
        await ScalarAsync("CREATE TRIGGER nothing_is_logged BEFORE INSERT ON documents WHEN NEW.kind = 'audit-page' BEGIN SELECT raise(ABORT, 'full'); END");
        string[] kinds = ["keys", "sign-outs", "policy", "pauses", "addresses"];
        foreach (var kind in kinds)
        {
            await ChangeAsync(kind, Clusters[0], 1);
        }

        var documents = Clusters[0].GetSiloServiceProvider().GetRequiredService<DocumentDatabase>();
        await Store.BindDocumentsAsync("others", replace: false, CancellationToken.None);
        await new DocumentsBinding(Store, documents, TimeProvider.System, NullLogger.Instance).RequireAsync(rebind: true, CancellationToken.None);
        await Clusters[0].KillSiloAsync(Clusters[0].Silos[0]);
        await ScalarAsync("DROP TRIGGER nothing_is_logged");

        var other = await StartAsync();
        using var rounds = ActivatorUtilities.CreateInstance<AuditRounds>(other.GetSiloServiceProvider());
        await rounds.StartAsync(CancellationToken.None);

        var found = "";
        await Eventually.IsTrueAsync(
            async () =>
            {
                var entries = (await other.Client.GetGrain<IAuditReaderGrain>(0).Entries(new AuditQuery(200))).Entries;
                found = string.Join(' ', entries.Select(entry => entry.Draft.Action).Order(StringComparer.Ordinal));
                return found == "address.added documents.rebound key.made pause.set policy.proposed sign-in.ended_everywhere";
            },
            () => $"The log has: {found}");
        await rounds.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_holds_up_no_checkpoint_and_nothing_else_that_waits()
    {
        await ScalarAsync("CREATE TRIGGER nothing_is_logged BEFORE INSERT ON documents WHEN NEW.kind = 'audit-page' BEGIN SELECT raise(ABORT, 'full'); END");
        await LiveAsync(1);
        foreach (var kind in (string[])["keys", "pauses", "addresses"])
        {
            await ChangeAsync(kind, Clusters[0], 1);
        }

        await Clusters[0].KillSiloAsync(Clusters[0].Silos[0]);
        await ScalarAsync("DROP TRIGGER nothing_is_logged");
        await ScalarAsync("UPDATE documents SET document = json_remove(document, '$.format') WHERE kind = 'keys'");
        await ScalarAsync("INSERT INTO documents SELECT service, kind, 'broken', n0, n1, version, json_set(json_remove(document, '$.format'), '$.sort', '999'), changed_at FROM documents WHERE kind = 'addresses'");

        var other = await StartAsync();
        using var rounds = ActivatorUtilities.CreateInstance<AuditRounds>(other.GetSiloServiceProvider());
        await rounds.StartAsync(CancellationToken.None);

        var found = "";
        await Eventually.IsTrueAsync(
            async () =>
            {
                var entries = (await other.Client.GetGrain<IAuditReaderGrain>(0).Entries(new AuditQuery(200))).Entries;
                found = $"{await ScalarAsync("SELECT count(*) FROM documents WHERE kind = 'checkpoint'")} {string.Join(' ', entries.Select(entry => entry.Draft.Action).Order(StringComparer.Ordinal))}";
                return found == "1 address.added pause.set";
            },
            () => $"There is: {found}");
        await rounds.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_full_outbox_refuses_changes_and_takes_them_again_once_the_log_can_be_written()
    {
        await ScalarAsync("CREATE TRIGGER nothing_is_logged BEFORE INSERT ON documents WHEN NEW.kind = 'audit-page' BEGIN SELECT raise(ABORT, 'full'); END");
        for (var i = 1; i <= AuditOutbox.Most; i++)
        {
            await ChangeAsync("sign-outs", Clusters[0], i);
        }

        await Assert.ThrowsAsync<LimitExceededException>(() => ChangeAsync("sign-outs", Clusters[0], AuditOutbox.Most + 1));
        Assert.Equal(100L, await ScalarAsync("SELECT version FROM documents WHERE kind = 'sign-outs'"));

        var other = await GoOnAsync("sign-outs", AuditOutbox.Most);
        await ChangeAsync("sign-outs", other, AuditOutbox.Most + 1);
        await LoggedAsync(other, "sign-outs", AuditOutbox.Most + 1);
    }

    /// <summary>The n-th change of a document; it may be repeated.</summary>
    private static Task<bool> ChangeAsync(string kind, InProcessTestCluster cluster, int n) => kind switch
    {
        "keys" => DoneAsync(cluster.Client.GetGrain<IKeysGrain>(IKeysGrain.Key).Make(new($"key{n:d5}", new string('a', 64), $"name-{n}", ["payouts:read"], "ada@example.com", ClientId: null, ExpiresAt: null))),
        "sign-outs" => DoneAsync(cluster.Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).SignOut("ben@example.com", At.AddSeconds(n))),
        "policy" => DoneAsync(cluster.Client.GetGrain<IPolicyGrain>(IPolicyGrain.Key).Propose(new($"p-{n}", Some.Sample, "why", Ada, Versions: default, Approvers: null))),
        "pauses" => DoneAsync(cluster.Client.GetGrain<IPausesGrain>(IPausesGrain.Key).Pause("all", $"reason {n}", Ada)),
        _ => DoneAsync(cluster.Client.GetGrain<IAddressBookGrain>("c-1").Add(new("ETH", $"0x{n:x40}", $"label {n}", Ada, ["ada@example.com"]))),
    };

    private static Task<bool> WakeAsync(string kind, InProcessTestCluster cluster) => kind switch
    {
        "keys" => DoneAsync(cluster.Client.GetGrain<IKeysGrain>(IKeysGrain.Key).Read()),
        "sign-outs" => DoneAsync(cluster.Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).Read()),
        "policy" => DoneAsync(cluster.Client.GetGrain<IPolicyGrain>(IPolicyGrain.Key).Read()),
        "pauses" => DoneAsync(cluster.Client.GetGrain<IPausesGrain>(IPausesGrain.Key).Read()),
        _ => DoneAsync(BookRounds.WakeAsync(cluster.Client, cluster.GetSiloServiceProvider().GetRequiredService<DocumentLists>(), DateTimeOffset.MinValue, CancellationToken.None)),
    };

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }

    /// <summary>Ends the silo. The next one knows nothing of it but what is stored, and logs what waits.</summary>
    private async Task<InProcessTestCluster> GoOnAsync(string kind, int changes)
    {
        await Clusters[0].KillSiloAsync(Clusters[0].Silos[0]);
        await ScalarAsync("DROP TRIGGER IF EXISTS nothing_is_logged");
        var other = await StartAsync();
        await WakeAsync(kind, other);
        await LoggedAsync(other, kind, changes);
        return other;
    }

    /// <summary>Each version of the document has its one entry, in order.</summary>
    private async Task LoggedAsync(InProcessTestCluster cluster, string kind, int changes)
    {
        var (prefix, found) = (kind == "addresses" ? "addresses/c-1" : kind, "");
        Assert.Equal((long)changes, await ScalarAsync($"SELECT version FROM documents WHERE kind = '{kind}'"));
        var expected = string.Join(' ', Enumerable.Range(1, changes).Select(i => $"{prefix}/{i}"));
        await Eventually.IsTrueAsync(
            async () =>
            {
                var entries = (await cluster.Client.GetGrain<IAuditReaderGrain>(0).Entries(new AuditQuery(200))).Entries;
                found = string.Join(' ', entries.Reverse().Select(entry => entry.Draft.Id));
                return found == expected;
            },
            () => $"The log has: {found}");
    }

    private protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton(new AuditOptions(TimeSpan.FromMinutes(10), TimeSpan.FromDays(30)));
        services.AddSingleton(new PolicyOptions(IsSecondPersonRequired: true, TimeSpan.FromSeconds(5)));
        services.AddSingleton(silo => new LimitHolds(silo.GetRequiredService<IGrainFactory>(), TimeProvider.System, LimitHolds.NewToken));
        services.AddSingleton<Grains.Controls.Controls>();
    }
}
