using Orleans.Runtime;

namespace Payouts.Storage.Tests.Cluster;

/// <summary>What Orleans' reminders require of their table, with our statements.</summary>
public sealed class ReminderTests : ClusterTables
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private IReminderTable _table = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _table = Service<IReminderTable>();
        await _table.StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_reminder_is_read_back_whole()
    {
        var etag = await _table.UpsertRow(Reminder("g", "sweep"));

        var read = (await _table.ReadRow(Grain("g"), "sweep"))!;

        Assert.Equal(Grain("g"), read.GrainId);
        Assert.Equal("sweep", read.ReminderName);
        Assert.Equal(Noon, read.StartAt);
        Assert.Equal(TimeSpan.FromDays(40), read.Period);
        Assert.Equal(etag, read.ETag);
        Assert.Null(await _table.ReadRow(Grain("g"), "other"));
    }

    [Fact]
    public async Task Registering_again_replaces_it_under_a_new_etag()
    {
        var first = await _table.UpsertRow(Reminder("g", "sweep"));
        var changed = Reminder("g", "sweep");
        changed.Period = TimeSpan.FromMinutes(1);

        var second = await _table.UpsertRow(changed);

        Assert.NotEqual(first, second);
        var only = Assert.Single((await _table.ReadRows(Grain("g"))).Reminders);
        Assert.Equal(TimeSpan.FromMinutes(1), only.Period);
        Assert.Equal(second, only.ETag);
    }

    [Fact]
    public async Task Only_the_reminder_that_was_read_is_removed()
    {
        var first = await _table.UpsertRow(Reminder("g", "sweep"));
        var second = await _table.UpsertRow(Reminder("g", "sweep"));
        await _table.UpsertRow(Reminder("g", "another"));

        Assert.False(await _table.RemoveRow(Grain("g"), "sweep", first!));
        Assert.True(await _table.RemoveRow(Grain("g"), "sweep", second!));
        Assert.False(await _table.RemoveRow(Grain("g"), "sweep", second!));

        Assert.Equal("another", Assert.Single((await _table.ReadRows(Grain("g"))).Reminders).ReminderName);
    }

    [Fact]
    public async Task Ranges_share_out_every_reminder_and_none_twice()
    {
        for (var i = 0; i < 64; i++)
        {
            await _table.UpsertRow(Reminder($"g{i}", "sweep"));
        }

        // Four silos' parts of the ring: one crosses the middle, where the signed number turns over, one wraps around
        // the end.
        uint[] bounds = [0x1000_0000, 0x6000_0000, 0xA000_0000, 0xF000_0000];
        var found = new List<GrainId>();
        for (var i = 0; i < bounds.Length; i++)
        {
            var (begin, end) = (bounds[i], bounds[(i + 1) % bounds.Length]);
            var part = (await _table.ReadRows(begin, end)).Reminders;
            Assert.NotEmpty(part);
            Assert.All(part, reminder => Assert.True(IsWithin(reminder.GrainId.GetUniformHashCode(), begin, end)));
            found.AddRange(part.Select(reminder => reminder.GrainId));
        }

        Assert.Equal(64, found.Count);
        Assert.Equal(64, found.Distinct().Count());
        Assert.Equal(64, (await _table.ReadRows(7, 7)).Reminders.Count);
    }

    [Fact]
    public async Task All_of_a_service_are_removed_at_once()
    {
        await _table.UpsertRow(Reminder("g", "sweep"));
        await _table.UpsertRow(Reminder("h", "sweep"));

        await _table.TestOnlyClearTable();

        Assert.Empty((await _table.ReadRows(0, 0)).Reminders);
    }

    private static bool IsWithin(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static GrainId Grain(string key) => GrainId.Create("sweeper", key);

    private static ReminderEntry Reminder(string grain, string name) => new()
    {
        GrainId = Grain(grain),
        ReminderName = name,
        StartAt = Noon,
        Period = TimeSpan.FromDays(40),
    };
}
