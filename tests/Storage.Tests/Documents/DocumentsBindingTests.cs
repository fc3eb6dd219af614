using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;
using Payouts.Storage.Documents;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Mongo;
using Payouts.Storage.Tests.Postgres;
using Payouts.Storage.Tests.Sqlite;
using Verdict = Payouts.Storage.Documents.DocumentsBinding.Verdict;

namespace Payouts.Storage.Tests.Documents;

public sealed class SqliteBindingTests() : DocumentsBindingContract(new SqliteFile());

public sealed class PostgresBindingTests() : DocumentsBindingContract(new PostgresDatabase());

public sealed class MongoBindingTests() : DocumentsBindingContract(new MongoServer());

/// <summary>Payouts of any database, and documents in a file.</summary>
public abstract class DocumentsBindingContract(StoreDatabase payouts) : StoreTest(payouts)
{
    private readonly Heard _log = new();
    private readonly FakeTimeProvider _clock = new(A.Start);

    [Fact]
    public async Task New_payouts_are_bound_to_nothing_and_then_to_the_first_documents()
    {
        Assert.Null(await Store.ReadDocumentsIdAsync(CancellationToken.None));

        Assert.Equal("one", await Store.BindDocumentsAsync("one", replace: false, CancellationToken.None));
        Assert.Equal("one", await Store.BindDocumentsAsync("two", replace: false, CancellationToken.None));
        await ReopenAsync();
        Assert.Equal("one", await Store.ReadDocumentsIdAsync(CancellationToken.None));

        Assert.Equal("two", await Store.BindDocumentsAsync("two", replace: true, CancellationToken.None));
        Assert.Equal("two", await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Of_silos_that_start_at_once_with_other_documents_one_binds()
    {
        var bound = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.BindDocumentsAsync($"{i}", replace: false, CancellationToken.None))));

        Assert.Single(bound.Distinct(StringComparer.Ordinal));
        Assert.Equal(bound[0], await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_first_start_binds_and_the_next_ones_find_the_same()
    {
        await using var rig = new Owned();
        await RequireAsync(rig.Documents);
        var id = await Store.ReadDocumentsIdAsync(CancellationToken.None);
        await RequireAsync(rig.Documents);

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(id, await rig.Documents.ReadIdAsync(CancellationToken.None));
        Assert.Equal(id, await Store.ReadDocumentsIdAsync(CancellationToken.None));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Silos_that_start_together_agree()
    {
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => RequireAsync(rig.Documents))));

        Assert.Equal(await rig.Documents.ReadIdAsync(CancellationToken.None), await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Payouts_whose_documents_are_gone_stop_the_start_and_nothing_is_made()
    {
        await Store.BindDocumentsAsync("the-old", replace: false, CancellationToken.None);
        await using var rig = new Owned();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RequireAsync(rig.Documents));

        Assert.Contains("ConnectionStrings__Documents has no documents", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Documents__Rebind=true", refused.Message, StringComparison.Ordinal);
        Assert.Null(await rig.Documents.ReadIdAsync(CancellationToken.None));
        Assert.Equal("the-old", await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Payouts_of_other_documents_stop_the_start()
    {
        await Store.BindDocumentsAsync("the-old", replace: false, CancellationToken.None);
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);
        var id = await rig.Documents.MakeIdAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RequireAsync(rig.Documents));

        Assert.Contains(id, refused.Message, StringComparison.Ordinal);
        Assert.Contains("the-old", refused.Message, StringComparison.Ordinal);
        Assert.Equal("the-old", await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rebind_binds_to_what_is_there_says_so_and_says_when_it_is_left_on(bool areThere)
    {
        await Store.BindDocumentsAsync("the-old", replace: false, CancellationToken.None);
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);
        var id = areThere ? await rig.Documents.MakeIdAsync(CancellationToken.None) : null;

        await RequireAsync(rig.Documents, rebind: true);

        Assert.Contains("the-old", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(id ?? await rig.Documents.ReadIdAsync(CancellationToken.None), await Store.ReadDocumentsIdAsync(CancellationToken.None));
        await RequireAsync(rig.Documents, rebind: true);
        Assert.Contains("Remove the setting", _log.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count);
        var made = await rig.Documents.ReadIdAsync(CancellationToken.None);
        var draft = Assert.Single(await Rebounds.ReadAsync(rig.Documents, CancellationToken.None));
        Assert.Equal(($"documents/{made}/1", "documents.rebound", made, A.Start), (draft.Id, draft.Action, draft.Target, draft.At));
        Assert.Equal([new AuditChange("/documents", "\"the-old\"", $"\"{made}\"")], draft.Changes);
    }

    [Fact]
    public async Task Silos_that_are_told_together_to_rebind_do_it_once_and_a_later_time_is_another()
    {
        await Store.BindDocumentsAsync("the-old", replace: false, CancellationToken.None);
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RequireAsync(rig.Documents, rebind: true))));
        Assert.Single(await Rebounds.ReadAsync(rig.Documents, CancellationToken.None));

        for (var i = 2; i <= 12; i++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await Store.BindDocumentsAsync("the-old", replace: true, CancellationToken.None);
            await RequireAsync(rig.Documents, rebind: true);
        }

        // Those before were logged by the starts since.
        var id = await rig.Documents.ReadIdAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(3, 10).Select(i => $"documents/{id}/{i}"), (await Rebounds.ReadAsync(rig.Documents, CancellationToken.None)).Select(draft => draft.Id));
    }

    [Fact]
    public async Task Payouts_that_are_not_rebound_for_a_failure_are_rebound_by_the_next_start_with_one_entry()
    {
        await Store.BindDocumentsAsync("the-old", replace: false, CancellationToken.None);
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);
        var id = await rig.Documents.MakeIdAsync(CancellationToken.None);

        // As if the silo had died between the entry and what it tells of.
        await Rebounds.AddAsync(rig.Documents, "the-old", id, A.Start, CancellationToken.None);
        await RequireAsync(rig.Documents, rebind: true);

        Assert.Equal(id, await Store.ReadDocumentsIdAsync(CancellationToken.None));
        Assert.Single(await Rebounds.ReadAsync(rig.Documents, CancellationToken.None));
    }

    [Fact]
    public async Task Documents_that_were_made_before_the_payouts_were_bound_are_taken()
    {
        await using var rig = new Owned();
        await rig.Documents.OpenAsync(CancellationToken.None);
        var id = await rig.Documents.MakeIdAsync(CancellationToken.None);

        await RequireAsync(rig.Documents);

        Assert.Equal(id, await Store.ReadDocumentsIdAsync(CancellationToken.None));
    }

    private async Task RequireAsync(DocumentDatabase documents, bool rebind = false)
    {
        await documents.OpenAsync(CancellationToken.None);
        await new DocumentsBinding(Store, documents, _clock, _log).RequireAsync(rebind, CancellationToken.None);
    }

    /// <summary>Documents in a file, with its folder.</summary>
    private sealed class Owned : IAsyncDisposable
    {
        private readonly SqliteRig _rig = new();

        public Owned() => Documents = _rig.Open();

        public DocumentDatabase Documents { get; }

        public async ValueTask DisposeAsync()
        {
            await Documents.DisposeAsync();
            await _rig.DisposeAsync();
        }
    }

    private sealed class Heard : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Lines.Enqueue(formatter(state, exception));
        }
    }
}

/// <summary>What two ids mean.</summary>
public sealed class DocumentsVerdictTests
{
    [Theory]
    [InlineData(null, null, "Unbound")]
    [InlineData(null, "a", "Unbound")]
    [InlineData("a", null, "Lost")]
    [InlineData("a", "a", "Same")]
    [InlineData("a", "A", "Others")]
    public void Only_payouts_that_are_bound_can_have_lost_their_documents(string? bound, string? found, string verdict) =>
        Assert.Equal(Enum.Parse<Verdict>(verdict), DocumentsBinding.Judge(bound, found));
}
