using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Payouts;
using Payouts.Hosting;
using Payouts.Silo.Audit;
using Payouts.Silo.Settings;

namespace Payouts.Grains.Tests.Audit;

/// <summary>The keys as a silo is given them.</summary>
public sealed class AuditSetupTests : IDisposable
{
    private const string Key = "AwgNEhccISYrMDU6P0RJTlNYXWJnbHF2e4CFio+UmZ4=";

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-setup-").FullName;
    private readonly List<string> _warnings = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_cluster_without_keys_says_so_at_each_start()
    {
        for (var start = 1; start <= 2; start++)
        {
            var keys = await StartAsync(Read(new() { Connection = null }));
            Assert.False(keys.IsKeyed);
            Assert.Null(keys.Signer);
            Assert.Equal(2 * start, _warnings.Count);
        }

        Assert.StartsWith("Audit__Key is not set", _warnings[^2], StringComparison.Ordinal);
        Assert.StartsWith("Audit__SigningKey is not set", _warnings[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_lone_silo_makes_what_it_is_not_given_and_says_nothing()
    {
        var made = await StartAsync(Read(new() { Connection = $"Data Source={_folder}/documents.db" }));
        var again = await StartAsync(Read(new() { Connection = $"Data Source={_folder}/documents.db" }));
        var given = await StartAsync(Read(new() { Connection = $"Data Source={_folder}/documents.db" }, ("Audit__Key", Key)));

        Assert.True(made.IsKeyed);
        Assert.Equal(made.Current.Id, again.Current.Id);
        Assert.NotEqual(made.Current.Id, given.Current.Id);
        Assert.Equal(made.Signer!.ExportSubjectPublicKeyInfoPem(), given.Signer!.ExportSubjectPublicKeyInfoPem());
        Assert.Equal([$"{_folder}/audit.key"], Directory.GetFiles(_folder));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Earlier_keys_are_for_verifying()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = await StartAsync(Read(
            new() { Connection = null },
            ("Audit__Key", Key),
            ("Audit__SigningKey", signing.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal)),
            ("Audit__OldKeys__0", "none"),
            ("Audit__OldKeys__1", old.ExportSubjectPublicKeyInfoPem())));

        Assert.Equal([AuditKey.Parse(Key)!.Id, AuditKey.None.Id], keys.All.Select(key => key.Id));
        Assert.Equal([signing.ExportSubjectPublicKeyInfoPem(), old.ExportSubjectPublicKeyInfoPem()], keys.Verifiers.Select(key => key.ExportSubjectPublicKeyInfoPem()));
        Assert.True(keys.MayBeUnsigned);
        Assert.Empty(_warnings);
    }

    private static AuditSettings Read(DocumentSettings documents, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        var read = new SettingReader(configuration);
        var audit = AuditSettings.Read(read, documents);
        read.RequireNoErrors();
        return audit;
    }

    /// <summary>The keys of a silo that begins with these settings.</summary>
    private async Task<AuditKeys> StartAsync(AuditSettings settings)
    {
        var services = new ServiceCollection();
        services.AddAudit(settings, TimeSpan.FromDays(30));
        var provider = services.BuildServiceProvider();
        await new AuditKeysStart(provider, new Heard(_warnings)).StartAsync(CancellationToken.None);
        return provider.GetRequiredService<AuditKeys>();
    }

    private sealed class Heard(List<string> lines) : ILogger<AuditKeysStart>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}

/// <summary>Silos without keys: the chain is made and verified, and each verdict says what that is worth.</summary>
public sealed class UnkeyedTests : AuditSilos
{
    [Fact]
    public async Task Every_verdict_says_that_there_is_no_key()
    {
        await Log.Append(new("test/1", new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), new("ana"), "test.done", "target", []));
        var (state, events) = AuditChain.Extend(AuditKeys.None, null, PayoutMachine.Create(Tests.Payouts.Some.Id, Tests.Payouts.Some.Command(), Tests.Payouts.Some.Now).State);
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([new PayoutWrite(state, 0, events)], CancellationToken.None));
        await Checkpoints.Make();

        var all = await VerifyAsync();
        Assert.False(all.Keyed);
        Assert.Empty(all.Faults);
        var one = (await Reader.Payout(state.Payout.Id))!;
        Assert.False(one.Report.Keyed);
        Assert.Empty(one.Report.Faults);
        Assert.Null(Assert.Single(one.Proofs).Checkpoint.Signature);
    }

    private protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton(AuditKeys.None);
    }
}
