using System.Collections.Immutable;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Tests.Cluster;

namespace Payouts.Grains.Tests.Audit;

/// <summary>The control log: no entry twice, none missing, whatever dies.</summary>
public sealed class AuditLogTests : AuditSilos
{
    [Fact]
    public async Task Entries_follow_each_other_on_pages_of_two_hundred_and_a_full_page_is_never_written_again()
    {
        for (var i = 1; i <= 401; i++)
        {
            Assert.Equal(i, (await Log.Append(Draft(i))).Seq);
        }

        Assert.Equal("3", $"{await ScalarAsync("SELECT count(*) FROM documents WHERE kind = 'audit-page'")}");
        Assert.Equal("200", $"{await ScalarAsync("SELECT max(version) FROM documents WHERE kind = 'audit-page'")}");
        Assert.Equal(401, (await Log.Head()).Seq);
        Assert.Equal([401L, 400, 399], (await Reader.Entries(new AuditQuery(3))).Entries.Select(entry => entry.Seq));
        Assert.Equal([200L, 199], (await Reader.Entries(new AuditQuery(2, Before: 201))).Entries.Select(entry => entry.Seq));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task What_is_told_twice_is_logged_once_also_when_others_came_between()
    {
        for (var i = 1; i <= 250; i++)
        {
            await Log.Append(Draft(i));
        }

        Assert.Equal(7, (await Log.Append(Draft(7))).Seq);
        Assert.Equal(7, (await (await StartAsync()).Client.GetGrain<IAuditGrain>(IAuditGrain.Key).Append(Draft(7))).Seq);
        Assert.Equal(250, (await Log.Head()).Seq);
    }

    [Fact]
    public async Task What_full_pages_have_is_read_once()
    {
        for (var i = 1; i <= 405; i++)
        {
            await Log.Append(Draft(i));
        }

        var reads = Faults.Reads;
        for (var i = 406; i <= 420; i++)
        {
            await Log.Append(Draft(i));
        }

        Assert.Equal(reads, Faults.Reads);
        Assert.Equal(7, (await Log.Append(Draft(7))).Seq);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public async Task An_append_that_dies_at_any_step_is_repeated_and_leaves_one_entry(int step, bool isWritten)
    {
        for (var i = 1; i <= 50; i++)
        {
            Faults.FailNext(isWritten, after: step);
            await Assert.ThrowsAsync<OrleansException>(() => Log.Append(Draft(i)));
            Assert.Equal(i, (await UntilAnsweredAsync(() => Log.Append(Draft(i)))).Seq);
        }

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"test/{i}").Reverse(), (await Reader.Entries(new AuditQuery(200))).Entries.Select(entry => entry.Draft.Id));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Entries_are_found_by_who_did_what_to_what_and_when()
    {
        for (var i = 1; i <= 6; i++)
        {
            await Log.Append(Draft(i) with { Actor = new(i % 2 == 0 ? "ana" : null, "k"), Action = i > 3 ? "key.made" : "key.revoked", Target = $"t{i % 3}" });
        }

        Assert.Equal([6L, 4, 2], await FindAsync(new(200, Actor: "ana")));
        Assert.Equal(6, (await FindAsync(new(200, Actor: "k"))).Count);
        Assert.Equal([6L, 5, 4], await FindAsync(new(200, Action: "key.made")));
        Assert.Equal(6, (await FindAsync(new(200, Action: "key"))).Count);
        Assert.Empty(await FindAsync(new(200, Action: "ke")));
        Assert.Equal([6L, 3], await FindAsync(new(200, Target: "t0")));
        Assert.Equal([3L, 2], await FindAsync(new(200, From: At.AddSeconds(2), To: At.AddSeconds(4))));
        var first = await Reader.Entries(new(4));
        Assert.Equal((4, 3L), (first.Entries.Length, first.Next));
        Assert.Equal([2L, 1], await FindAsync(new(4, Before: first.Next)));
    }

    [Fact]
    public async Task A_change_of_keys_is_logged_with_who_made_it_what_it_changed_and_no_secret()
    {
        await Service.Make(Making("key00001"));
        await Service.Revoke(new("key00001", "leaked", new("ada@example.com", "console")));

        var entries = ImmutableArray<AuditEntry>.Empty;
        await Eventually.IsTrueAsync(async () => (entries = (await Reader.Entries(new AuditQuery(10))).Entries).Length == 2, () => "The revocation was not logged.");
        Assert.Equal(["key.revoked", "key.made"], entries.Select(entry => entry.Draft.Action));
        Assert.Equal([("ada@example.com", "leaked"), ("ada@example.com", null)], entries.Select(entry => (entry.Draft.Actor.Person, entry.Draft.Reason)));
        Assert.All(entries, entry => Assert.Equal("key00001", entry.Draft.Target));
        Assert.Equal(entries[1].Draft.After, entries[0].Draft.Before);
        Assert.Contains(entries[0].Draft.Changes, change => change is { Path: "/secrets/0/sha256", Before: "\"…\"", After: null });
        Assert.Contains(entries[0].Draft.Changes, change => change is { Path: "/version", Before: "1", After: "2" });
        Assert.Equal("0", $"{await ScalarAsync($"SELECT count(*) FROM documents WHERE kind = 'audit-page' AND instr(document, '{Hash}') > 0")}");
    }

    [Fact]
    public async Task A_key_is_revoked_while_the_log_cannot_be_written()
    {
        await Service.Make(Making("key00001"));
        var gate = Faults.HoldNext("audit-page");

        Assert.Equal(KeyVerdict.Done, (await Service.Revoke(new("key00001", "leaked", new("ada@example.com", "console")))).Verdict);

        await gate.Reached;
        Assert.Single((await Reader.Entries(new AuditQuery(10))).Entries);
        gate.Open();
        await Eventually.IsTrueAsync(async () => (await Reader.Entries(new AuditQuery(10))).Entries.Length == 2, () => "The revocation was not logged.");
    }

    [Fact]
    public async Task A_sign_out_everywhere_is_logged()
    {
        await Clusters[0].Client.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only).SignOut("ben@example.com", At);

        var entry = Assert.Single((await Reader.Entries(new AuditQuery(10))).Entries);
        Assert.Equal(("sign-in.ended_everywhere", "ben@example.com", At), (entry.Draft.Action, entry.Draft.Target, entry.Draft.At));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_change_whose_entry_could_not_be_logged_stands_and_is_logged_after_the_crash(int step, bool isWritten)
    {
        Faults.FailNext(isWritten, after: step);
        Assert.Equal(KeyVerdict.Done, (await Service.Make(Making("key00001"))).Verdict);

        // Another silo, which knows nothing of the first but what is stored.
        var other = await StartAsync();
        await other.Client.GetGrain<IKeysGrain>(IKeysGrain.Key).Read();

        await Eventually.IsTrueAsync(
            async () => (await other.Client.GetGrain<IAuditReaderGrain>(0).Entries(new AuditQuery(10))).Entries is [{ Draft: { Id: "keys/1", Action: "key.made" } }],
            () => "The change was not logged.");
    }

    [Fact]
    public async Task A_change_that_was_written_and_not_answered_is_logged_once()
    {
        Faults.FailNext(isWritten: true, kind: "keys");
        await Assert.ThrowsAsync<OrleansException>(() => Service.Make(Making("key00001")));
        await UntilAnsweredAsync(() => Service.Make(Making("key00001")));
        await Service.Make(Making("key00002"));

        await Eventually.IsTrueAsync(
            async () => (await Reader.Entries(new AuditQuery(10))).Entries is [{ Draft.Target: "key00002" }, { Draft.Target: "key00001" }],
            () => "Both changes were not logged once.");
    }

    [Fact]
    public void Too_many_that_wait_refuse_a_change_and_those_that_are_logged_make_room()
    {
        var waiting = Enumerable.Range(1, AuditOutbox.Most).Select(Draft).ToArray();

        Assert.Throws<LimitExceededException>(() => AuditOutbox.Added([.. waiting], new HashSet<string>(), Draft(101)));
        var room = AuditOutbox.Added([.. waiting], new HashSet<string>(["test/1", "test/2"]), Draft(101));
        Assert.Equal((99, "test/3", "test/101"), (room.Length, room[0].Id, room[^1].Id));
        Assert.Equal(["test/1"], AuditOutbox.Added(null, new HashSet<string>(), Draft(1)).Select(draft => draft.Id));
    }

    private const string Hash = "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26";

    private static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private IKeysGrain Service => Clusters[0].Client.GetGrain<IKeysGrain>(IKeysGrain.Key);

    private static AuditDraft Draft(int number) => new($"test/{number}", At.AddSeconds(number), new("ana@example.com"), "test.done", "target", [new("/a", null, $"{number}")]);

    private static MakeKey Making(string id) => new(id, Hash, $"name-{id}", ["payouts:read"], "ada@example.com", ClientId: null, ExpiresAt: null);

    private async Task<List<long>> FindAsync(AuditQuery query) => [.. (await Reader.Entries(query)).Entries.Select(entry => entry.Seq)];
}
