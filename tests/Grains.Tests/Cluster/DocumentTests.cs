using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using Payouts.Grains.Documents;
using Payouts.Silo.Documents;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A grain's document, on silos in this process over the real storage on a file.</summary>
public sealed class DocumentTests : DocumentSilos
{
    [Fact]
    public async Task What_a_grain_wrote_is_what_the_next_activation_reads()
    {
        Assert.Equal(1, await Grain("a").Write("eins"));
        Assert.Equal(2, await Grain("a").Write("zwei"));

        var other = (await StartAsync()).Client.GetGrain<INoteGrain>("a");

        Assert.Equal(("zwei", 2), Of(await other.Seen()));
        Assert.Equal((null, 0), Of(await Grain("b").Seen()));
    }

    [Fact]
    public async Task A_state_is_seen_only_after_its_write()
    {
        await Grain("a").Write("eins");
        var gate = Faults.HoldNext();
        var write = Grain("a").Write("zwei");
        await gate.Reached;

        Assert.Equal(("eins", 1), Of(await Grain("a").Seen()));
        gate.Open();
        await write;
        Assert.Equal(("zwei", 2), Of(await Grain("a").Seen()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_fails_ends_the_activation_and_the_next_one_reads_what_is_stored(bool isWritten)
    {
        await Grain("a").Write("eins");
        var before = (await Grain("a").Seen()).Activation;
        Faults.FailNext(isWritten);

        await Assert.ThrowsAsync<OrleansException>(() => Grain("a").Write("zwei"));

        var after = await UntilAnotherAsync("a", before);
        Assert.Equal(isWritten ? ("zwei", 2) : ("eins", 1), Of(after));
        Assert.Equal(isWritten ? 3 : 2, await Grain("a").Write("drei"));
    }

    [Fact]
    public async Task An_activation_that_lost_to_another_one_ends_and_the_next_one_writes_over_what_it_read()
    {
        await Grain("a").Write("eins");
        var before = (await Grain("a").Seen()).Activation;
        Assert.Equal(2, await (await StartAsync()).Client.GetGrain<INoteGrain>("a").Write("elsewhere"));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain("a").Write("stale"));

        Assert.Equal(("elsewhere", 2), Of(await UntilAnotherAsync("a", before)));
        Assert.Equal(3, await Grain("a").Write("drei"));
    }

    [Fact]
    public async Task A_document_that_is_too_large_is_refused_and_what_was_stays()
    {
        await Grain("a").Write("eins");
        var before = (await Grain("a").Seen()).Activation;

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Grain("a").Write(new string('x', DocumentAttribute.UsualBytes)));

        Assert.Contains("a document may have at most 262144", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("eins", 1), Of(await UntilAnotherAsync("a", before)));
    }

    [Fact]
    public async Task A_document_of_a_newer_release_is_not_read_and_not_overwritten()
    {
        await Grain("a").Write("eins");
        await ScalarAsync("""UPDATE documents SET document = '{"format":2,"text":"tomorrow"}' WHERE kind = 'test-note'""");
        var other = (await StartAsync()).Client.GetGrain<INoteGrain>("a");

        // The activation fails, and so does every call.
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => other.Write("over it"));

        Assert.Contains("is in format 2", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"format":2,"text":"tomorrow"}""", await ScalarAsync("SELECT document FROM documents WHERE kind = 'test-note'"));
    }

    [Fact]
    public async Task Two_writes_at_once_of_one_activation_are_a_mistake_that_is_said()
    {
        var gate = Faults.HoldNext();
        var writes = Grain("a").WriteTwice("twice");
        await gate.Reached;
        gate.Open();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => writes);

        Assert.Contains("two calls", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("twice", 1), Of(await Grain("a").Seen()));
    }

    [Fact]
    public async Task A_grain_may_have_documents_under_other_keys_than_its_own()
    {
        await Grain("a").Write("own");

        Assert.Equal(1, await Grain("a").WritePage("00001", "first"));
        Assert.Equal(1, await Grain("a").WritePage("00002", "second"));
        Assert.Equal(2, await Grain("a").WritePage("00002", "again"));

        Assert.Equal("a a/00001 a/00002", await ScalarAsync("SELECT group_concat(key, ' ') FROM (SELECT key FROM documents WHERE kind = 'test-note' ORDER BY key)"));
    }

    [Fact]
    public async Task A_document_that_was_not_read_cannot_be_looked_at() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Grain("a").LookUnread());

    private INoteGrain Grain(string key) => Clusters[0].Client.GetGrain<INoteGrain>(key);

    private static (string? Text, int Version) Of((string? Text, int Version, Guid Activation) seen) => (seen.Text, seen.Version);

    /// <summary>What the activation after this one sees. Until it ends, this one refuses to say what it no longer knows.</summary>
    private async Task<(string? Text, int Version, Guid Activation)> UntilAnotherAsync(string key, Guid before)
    {
        (string? Text, int Version, Guid Activation) seen = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    seen = await Grain(key).Seen();
                    Assert.NotEqual(before, seen.Activation);
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return seen;
    }
}
