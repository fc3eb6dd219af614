using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Documents;
using static Payouts.Grains.Interfaces.Audit.AuditFaultKind;

namespace Payouts.Storage.Tests.Audit;

/// <summary>
/// docs/adr/0039, "What is found": what was altered behind the service's back is found, under the right name. Bits are
/// flipped at as many random places as <c>PAYOUTS_AUDIT_FLIPS</c> says.
/// </summary>
public abstract partial class AlterationContract(RawRows rows, DocumentRig? documents = null) : AuditedService(rows, documents)
{
    private static readonly int Flips = int.TryParse(Environment.GetEnvironmentVariable("PAYOUTS_AUDIT_FLIPS"), out var given) ? given : 60;

    [Fact]
    public async Task Nothing_is_found_where_nothing_was_altered() => Assert.Empty(await FaultsAsync());

    [Fact]
    public async Task A_flipped_bit_of_a_payout_is_found()
    {
        var (random, found) = (new Random(16), 0);
        for (var i = 0; i < Flips; i++)
        {
            if (await Rows.FlipPayoutAsync(random) is not { } flip)
            {
                continue;
            }

            var changed = await ChangedAsync();
            var kinds = await KindsAsync();
            if (changed is null && flip.Field == "payouts.seq")
            {
                // By it SQLite's events know their payout; the row itself may have any of those that its time and id allow.
                Assert.Contains(RowMissing, kinds);
            }
            else if (changed is not { } kind)
            {
                Assert.True(kinds is [], $"{flip.Field} reads as before, and {string.Join(", ", kinds)} was found.");
            }
            else
            {
                Assert.True(kinds.Contains(kind), $"{flip.Field} was altered: {kind} was not found, but {string.Join(", ", kinds)}.");
                found++;
            }

            await flip.Undo();
        }

        Assert.True(found > Flips / 3, $"{found} of {Flips} flips altered something.");
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_flipped_bit_of_an_event_is_found()
    {
        var (random, found) = (new Random(17), 0);
        var before = await EventsAsync();
        for (var i = 0; i < Flips; i++)
        {
            if (await Rows.FlipEventAsync(random, random.Next(Held)) is not { } flip)
            {
                continue;
            }

            if (!before!.SequenceEqual(await EventsAsync() ?? []))
            {
                var kinds = await KindsAsync();
                Assert.True(kinds.Contains(EventMissing) || (kinds.Contains(RowMissing) && flip.Field.Contains("payout", StringComparison.Ordinal)), $"{flip.Field} was altered, and found: {string.Join(", ", kinds)}.");
                found++;
            }

            await flip.Undo();
        }

        Assert.True(found > Flips / 3, $"{found} of {Flips} flips altered something.");
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task An_older_row_that_is_restored_is_found()
    {
        var state = await LiveAsync(30);
        var old = await Rows.TakeAsync(state.Payout.Id);
        await GoOnAsync(state, before => before with { UnknownSince = before.Since, Payout = before.Payout with { Detail = PayoutDetail.OutcomeUnknown } });

        await Rows.PutAsync(state.Payout.Id, old);

        Assert.Contains(new AuditFault(RowRolledBack, state.Payout.Id, 2), Timeless(await FaultsAsync()));
    }

    [Fact]
    public async Task A_service_that_goes_on_from_an_older_row_does_not_hide_that()
    {
        var state = await LiveAsync(30);
        var old = await Rows.TakeAsync(state.Payout.Id);
        await GoOnAsync(state, before => before.In(PayoutStatus.Broadcast));
        await Rows.PutAsync(state.Payout.Id, old);

        await GoOnAsync(state, before => before.In(PayoutStatus.Failed));

        Assert.Contains(await FaultsAsync(), fault => fault.PayoutId == state.Payout.Id && fault.Kind is RowRolledBack or HeadMismatch);
    }

    [Fact]
    public async Task A_rejected_payout_whose_older_row_is_put_back_is_found_at_once_by_the_payout_alone()
    {
        var state = await RejectedAndPutBackAsync();

        Assert.Equal([new AuditFault(RowRolledBack, state.Payout.Id, 2)], Timeless((await VerifyAsync(state)).Faults));
        Assert.Contains(new AuditFault(RowRolledBack, state.Payout.Id, 2), Timeless(await FaultsAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rejected_payout_that_is_put_back_and_decided_again_is_found_whatever_its_history_dropped(bool isDecidedUnseen)
    {
        var state = await RejectedAndPutBackAsync();
        state = isDecidedUnseen
            ? await GoOnAsync(state, before => before)
            : await GoOnAsync(state, before => before.With(payout => payout with { Detail = PayoutDetail.OutcomeUnknown }));
        state = await GoOnAsync(state, before => before.With(payout => payout with { ResponseLogs = payout.ResponseLogs.RemoveAt(1) }));
        Assert.NotNull((await Store.FindRowsAsync([state.Payout.Id], CancellationToken.None)).Single().State!.Chain!.Base);

        Assert.Contains(new AuditFault(RowRolledBack, state.Payout.Id, 2), Timeless((await VerifyAsync(state)).Faults));
        Assert.Contains(new AuditFault(RowRolledBack, state.Payout.Id, 2), Timeless(await FaultsAsync()));
        Assert.Contains(new AuditFault(RowRolledBack, state.Payout.Id, 2), Timeless((await VerifyAsync(A.Start, from: A.Start)).Faults));
    }

    [Fact]
    public async Task A_payout_whose_history_dropped_lines_is_no_fault_alone_or_with_all()
    {
        var state = await GoOnAsync(await LiveAsync(30), before => before.In(PayoutStatus.Broadcast));
        state = await GoOnAsync(state, before => before.In(PayoutStatus.Confirmed).With(payout => payout with { NeedsAttention = true, ResponseLogs = payout.ResponseLogs.RemoveAt(1) }));

        Assert.Empty((await VerifyAsync(state)).Faults);
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_row_that_is_deleted_is_found()
    {
        await Rows.DeleteAsync(Payouts[2].Payout.Id);

        Assert.Equal(3, (await FaultsAsync()).Count(fault => fault.Kind == RowMissing));
    }

    [Fact]
    public async Task A_row_that_is_deleted_with_its_events_is_found_by_the_checkpoint()
    {
        await Rows.DeleteEventsAsync(Payouts[2].Payout.Id);
        await Rows.DeleteAsync(Payouts[2].Payout.Id);

        Assert.Equal([new AuditFault(EventMissing, Seq: 1)], Timeless(await FaultsAsync()));
    }

    [Fact]
    public async Task Events_that_are_deleted_are_found_by_the_checkpoint_and_after_it_by_the_payout()
    {
        await Rows.DeleteEventsAsync(Payouts[7].Payout.Id);
        await Rows.DeleteEventsAsync(Payouts[11].Payout.Id);

        var faults = Timeless(await FaultsAsync());
        Assert.Contains(new AuditFault(EventMissing, Seq: 2), faults);
        Assert.Contains(new AuditFault(EventMissing, Payouts[11].Payout.Id, 3), faults);
    }

    [Fact]
    public async Task What_happened_since_the_last_checkpoint_and_is_deleted_whole_is_not_found()
    {
        await Rows.DeleteEventsAsync(Payouts[11].Payout.Id);
        await Rows.DeleteAsync(Payouts[11].Payout.Id);

        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task Two_rows_that_are_swapped_are_found()
    {
        await Rows.SwapAsync(Payouts[3].Payout.Id, Payouts[6].Payout.Id);

        Assert.Superset(
            new HashSet<AuditFault>([new(HeadMismatch, Payouts[3].Payout.Id), new(HeadMismatch, Payouts[6].Payout.Id)]), Timeless(await FaultsAsync()).ToHashSet());
    }

    [Fact]
    public async Task The_tool_finds_the_same_without_writing_anything()
    {
        Assert.Equal((0, $"checked={Checked} unverifiable=0 faults=0 keyed=true\n"), await RunAsync());

        await Rows.DeleteAsync(Payouts[2].Payout.Id);

        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"RowMissing payout={(Rows is SqliteRawRows ? "-" : Payouts[2].Payout.Id)} seq=1 at=2026-11-23T10:02:00", text, StringComparison.Ordinal);
    }

    // Rows, events, checkpoints and entries.
    private int Checked => Payouts.Count + Payouts.Sum(payout => (int)payout.Payout.Version) + 2 + 4;

    private async Task<(int Code, string Text)> RunAsync()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"{KeyText}\n{Keys.Signer!.ExportSubjectPublicKeyInfoPem()}\n");
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter();
        var code = await global::Payouts.Audit.Tool.RunAsync(["audit", "verify", "--connection", Rows.ConnectionString, "--documents", DocumentsConnection, "--key", file], output, errors);
        File.Delete(file);
        Assert.Equal("", errors.ToString());
        return (code, output.ToString());
    }

    /// <summary>A payout as it was before it was rejected; a checkpoint holds the rejection.</summary>
    private async Task<PayoutState> RejectedAndPutBackAsync()
    {
        var state = await LiveAsync(30);
        var old = await Rows.TakeAsync(state.Payout.Id);
        await GoOnAsync(state, before => before.In(PayoutStatus.Cancelled));
        await CheckpointAsync(A.Start.AddMinutes(32));
        await Rows.PutAsync(state.Payout.Id, old);
        return state;
    }
}

public sealed class SqliteAlterationTests() : AlterationContract(new SqliteRawRows());

public sealed class PostgresAlterationTests() : AlterationContract(new PostgresRawRows(), new PostgresRig());

public sealed class MongoAlterationTests() : AlterationContract(new MongoRawRows());
