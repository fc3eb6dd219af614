using Microsoft.Data.Sqlite;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Policies;
using Payouts.Storage.Tests.Contract;
using static Payouts.Grains.Interfaces.Audit.AuditFaultKind;

namespace Payouts.Storage.Tests.Audit;

/// <summary>
/// What is done by somebody who has the password of the database and knows how the audit works: documents that fit each
/// other are put back or deleted together, and marks that nobody seals are moved.
/// </summary>
public sealed class HiddenAlterationTests() : AuditedService(new SqliteRawRows())
{
    [Fact]
    public async Task A_control_log_that_is_put_back_with_its_end_is_found_by_the_checkpoint()
    {
        var old = await LogOnAsync();

        await PutAsync(old);

        Assert.Equal([new AuditFault(ControlGap, Seq: 5)], await FaultsAsync());
    }

    [Fact]
    public async Task A_control_log_that_is_put_back_and_written_on_is_found_by_the_earlier_checkpoint()
    {
        var old = await LogOnAsync();
        await PutAsync(old);
        Entries.RemoveAt(4);
        await LogAsync(6);
        await LogAsync(7);
        await CheckpointAsync(A.Start.AddMinutes(20));

        Assert.Equal([ControlGap], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_control_log_that_is_deleted_whole_is_found_by_the_checkpoint()
    {
        await Documents.ExecuteAsync("DELETE FROM documents WHERE kind IN ('audit', 'audit-page')");

        Assert.Equal([new AuditFault(ControlGap, Seq: 1)], await FaultsAsync());
    }

    [Fact]
    public async Task A_page_of_the_control_log_that_stands_at_another_place_is_found()
    {
        await Documents.ExecuteAsync("UPDATE documents SET document = json_set(document, '$.sort', '00007') WHERE kind = 'audit-page'");

        Assert.Contains((await FaultsAsync()).Select(fault => fault.Kind), kind => kind is ControlAltered);
    }

    [Theory]
    [InlineData("00001")]
    [InlineData("00002")]
    public async Task A_checkpoint_with_more_events_than_one_may_have_is_found_and_ends_no_verification(string key)
    {
        await Documents.ExecuteAsync($"UPDATE documents SET document = json_set(document, '$.checkpoint.leaves', 1000000000) WHERE kind = 'checkpoint' AND key = '{key}'");

        Assert.Equal([CheckpointAltered], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task Checkpoints_that_are_all_deleted_are_found()
    {
        await Documents.ExecuteAsync("DELETE FROM documents WHERE kind IN ('checkpoint', 'checkpoints')");

        Assert.Equal([CheckpointAltered], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_last_checkpoint_that_is_deleted_while_the_one_before_is_named_again_is_found()
    {
        var old = await TakeAsync("kind = 'checkpoints'");
        await LiveAsync(20);
        await CheckpointAsync(A.Start.AddMinutes(21));
        await Documents.ExecuteAsync("DELETE FROM documents WHERE kind = 'checkpoint' AND key = '00003'");

        await PutAsync(old);

        Assert.Equal([CheckpointAltered], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task Events_that_are_said_to_be_too_old_to_be_kept_while_they_are_not_are_missing()
    {
        await RunAsync("UPDATE feed SET pruned = (SELECT max(position) FROM events)");

        Assert.Equal([new AuditFault(EventMissing, Seq: 2)], Timeless((await VerifyAsync(A.Start.AddDays(-1))).Faults).Where(fault => fault.PayoutId is null && fault.Seq is not null));
        Assert.Empty((await VerifyAsync(A.Start.AddDays(1))).Faults);
    }

    [Fact]
    public async Task A_row_without_its_chain_that_was_made_since_there_are_chains_is_found()
    {
        var state = await LiveAsync(3000);
        await CheckpointAsync(A.Start.AddMinutes(3001));
        await RunAsync($"UPDATE payouts SET document = json_remove(json_set(document, '$.state.payout.request.wallet_address', 'T-other'), '$.state.chain') WHERE id = '{state.Payout.Id}'");
        await RunAsync("DELETE FROM events; UPDATE feed SET pruned = 1000");

        Assert.Equal([new AuditFault(HeadMismatch, state.Payout.Id)], Timeless((await VerifyAsync(A.Start.AddDays(60))).Faults));

        await GoOnAsync(state with { Chain = null }, before => before.In(Grains.Interfaces.Payouts.PayoutStatus.Broadcast));
        Assert.Equal([new AuditFault(HeadMismatch, state.Payout.Id)], Timeless((await VerifyAsync(A.Start.AddDays(60))).Faults));
    }

    [Fact]
    public async Task A_row_whose_chain_begins_later_than_it_is_counted_and_no_fault()
    {
        // Made within a day of the first checkpoint, as by a silo of the release before.
        var state = Payouts[11] with { Chain = null };
        await RunAsync($"UPDATE payouts SET document = json_remove(document, '$.state.chain') WHERE id = '{state.Payout.Id}'");
        await RunAsync("DELETE FROM events; UPDATE feed SET pruned = 1000");
        var before = await VerifyAsync(A.Start.AddDays(60));
        Assert.Empty(before.Faults);

        await GoOnAsync(state, old => old.In(Grains.Interfaces.Payouts.PayoutStatus.Failed));

        var after = await VerifyAsync(A.Start.AddDays(60));
        Assert.Equal((0, before.Unverifiable), (after.Faults.Length, after.Unverifiable));
    }

    [Fact]
    public async Task A_row_that_is_moved_out_of_the_time_that_is_asked_for_is_found()
    {
        var state = Payouts[11];
        await RunAsync($"UPDATE payouts SET document = json_set(document, '$.state.payout.updated_at', '2020-01-01T00:00:00+00:00') WHERE id = '{state.Payout.Id}'");

        Assert.Contains(new AuditFault(HeadMismatch, state.Payout.Id), Timeless((await VerifyAsync(DateTimeOffset.MinValue, from: A.Start)).Faults));
    }

    [Fact]
    public async Task A_control_document_that_is_altered_is_found_for_ever()
    {
        await PolicyAsync(1);
        await PolicyAsync(2);
        Assert.Empty(await FaultsAsync());

        await Documents.ExecuteAsync("UPDATE documents SET document = json_set(document, '$.unlogged[0].reason', 'for a friend') WHERE kind = 'policy'");

        Assert.Equal([new AuditFault(ControlAltered)], await FaultsAsync());
        await PolicyAsync(3);
        Assert.Contains(new AuditFault(ControlAltered), await FaultsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(", version = 1")]
    public async Task A_control_document_that_is_put_back_is_found(string set)
    {
        await PolicyAsync(1);
        var old = await TakeAsync("kind = 'policy'");
        await PolicyAsync(2);

        await PutAsync(old);
        await Documents.ExecuteAsync($"UPDATE documents SET kind = kind{set} WHERE kind = 'policy'");

        Assert.Equal([ControlAltered], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_control_document_that_is_deleted_is_found()
    {
        await PolicyAsync(1);

        await Documents.ExecuteAsync("DELETE FROM documents WHERE kind = 'policy'");

        Assert.Equal([new AuditFault(ControlAltered, Seq: 5)], Timeless(await FaultsAsync()));
    }

    [Fact]
    public async Task A_control_document_without_the_seal_that_it_had_is_found_for_ever()
    {
        await PolicyAsync(1);

        await Documents.ExecuteAsync("UPDATE documents SET document = json_remove(document, '$.seal') WHERE kind = 'policy'");

        Assert.Equal([new AuditFault(ControlAltered, Seq: 5)], Timeless(await FaultsAsync()));
        await PolicyAsync(2);
        Assert.Equal([new AuditFault(ControlAltered, Seq: 6)], Timeless(await FaultsAsync()));
    }

    [Fact]
    public async Task A_control_document_of_an_earlier_release_is_counted_and_no_fault()
    {
        await WriteAsync("keys", "keys", new KeysState([], []));
        await Documents.ExecuteAsync("UPDATE documents SET document = json_remove(document, '$.seal') WHERE kind = 'keys'");

        var report = await VerifyAsync(DateTimeOffset.MinValue);
        Assert.Equal((0, 1L), (report.Faults.Length, report.Unverifiable));

        await WriteAsync("keys", "keys", new KeysState([], []));
        await LogAsync(6, "keys/2");
        report = await VerifyAsync(DateTimeOffset.MinValue);
        Assert.Equal((0, 1L), (report.Faults.Length, report.Unverifiable));
    }

    [Fact]
    public async Task Many_control_documents_are_verified_call_by_call()
    {
        for (var number = 0; number < 411; number++)
        {
            await WriteAsync("pauses", $"p-{number}", new PausesState([]));
        }

        await Documents.ExecuteAsync("UPDATE documents SET document = json_set(document, '$.seal', 'x.1') WHERE kind = 'pauses' AND key IN ('p-0', 'p-410')");

        Assert.Equal([ControlAltered, ControlAltered], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    private async Task PolicyAsync(int version)
    {
        await WriteAsync("policy", "policy", new PolicyState([], [], [new($"policy/{version}", A.Start, new("ana"), "policy.proposed", "p", [], Reason: $"version {version}")]));
        await LogAsync(100 + version, $"policy/{version}");
    }

    private async Task<List<(string Kind, string Key, string Document)>> LogOnAsync()
    {
        var old = await TakeAsync("kind IN ('audit', 'audit-page')");
        await LogAsync(5);
        await CheckpointAsync(A.Start.AddMinutes(13));
        Assert.Empty(await FaultsAsync());
        return old;
    }

    private async Task<List<(string Kind, string Key, string Document)>> TakeAsync(string which)
    {
        var taken = new List<(string, string, string)>();
        foreach (var name in await Documents.StringsAsync($"SELECT kind || ' ' || key FROM documents WHERE {which}"))
        {
            var (kind, key) = (name.Split(' ')[0], name.Split(' ')[1]);
            taken.Add((kind, key, await Documents.TextAsync($"SELECT document FROM documents WHERE kind = '{kind}' AND key = '{key}'")));
        }

        return taken;
    }

    private async Task PutAsync(List<(string Kind, string Key, string Document)> old)
    {
        foreach (var (kind, key, document) in old)
        {
            Assert.Equal(1, await Documents.ExecuteAsync($"UPDATE documents SET document = '{document.Replace("'", "''", StringComparison.Ordinal)}' WHERE kind = '{kind}' AND key = '{key}'"));
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"{Rows.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }

    private static IEnumerable<AuditFault> Timeless(IEnumerable<AuditFault> faults) => faults.Select(fault => fault with { At = null });
}
