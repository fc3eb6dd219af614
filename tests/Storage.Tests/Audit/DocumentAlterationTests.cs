using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Storage.Documents;
using static Payouts.Grains.Interfaces.Audit.AuditFaultKind;

namespace Payouts.Storage.Tests.Audit;

/// <summary>The same of the control log and the checkpoints.</summary>
public sealed class DocumentAlterationTests() : AuditedService(new SqliteRawRows())
{
    private static readonly int Flips = int.TryParse(Environment.GetEnvironmentVariable("PAYOUTS_AUDIT_FLIPS"), out var given) ? given : 60;

    [Theory]
    [InlineData("audit-page", ControlAltered, ControlGap)]
    [InlineData("audit", ControlAltered, ControlGap)]
    [InlineData("checkpoint", CheckpointAltered, SignatureInvalid)]
    [InlineData("checkpoints", CheckpointAltered, CheckpointAltered)]
    public async Task A_flipped_bit_of_a_document_is_found(string kind, AuditFaultKind found, AuditFaultKind orFound)
    {
        var random = new Random(18);
        var (altered, keys) = (0, await Documents.StringsAsync($"SELECT key FROM documents WHERE kind = '{kind}' ORDER BY key"));
        for (var i = 0; i < Flips; i++)
        {
            var key = keys[random.Next(keys.Count)];
            var before = await ReadAsync(kind, key);
            var after = Encoding.UTF8.GetBytes(before);
            after[random.Next(after.Length)] ^= (byte)(1 << random.Next(8));
            if (!await TryWriteAsync(kind, key, after))
            {
                continue;
            }

            var kinds = (await FaultsAsync()).Select(fault => fault.Kind).ToHashSet();
            if (Same(kind, before, await ReadAsync(kind, key)))
            {
                Assert.Empty(kinds);
            }
            else
            {
                Assert.True(kinds.Contains(found) || kinds.Contains(orFound), $"{kind} {key} was altered to {Encoding.UTF8.GetString(after)}, and found: {string.Join(", ", kinds)}.");
                Assert.All(kinds, other => Assert.True(other == found || other == orFound, $"{other} was found in {Encoding.UTF8.GetString(after)}."));
                altered++;
            }

            Assert.True(await TryWriteAsync(kind, key, Encoding.UTF8.GetBytes(before)));
        }

        Assert.True(altered > Flips / 3, $"{altered} of {Flips} flips altered something.");
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_signature_that_is_replaced_is_told_apart_from_a_checkpoint_that_is_altered()
    {
        var before = await ReadAsync("checkpoint", "00001");
        var other = (await ReadAsync("checkpoint", "00002")).Split("\"signature\":\"")[1].Split('"')[0];
        var own = before.Split("\"signature\":\"")[1].Split('"')[0];

        Assert.True(await TryWriteAsync("checkpoint", "00001", Encoding.UTF8.GetBytes(before.Replace(own, other, StringComparison.Ordinal))));

        Assert.Equal([SignatureInvalid], (await FaultsAsync()).Select(fault => fault.Kind));
    }

    [Theory]
    [InlineData("kind = 'checkpoint' AND key = '00002'", CheckpointAltered)]
    [InlineData("kind = 'checkpoint' AND key = '00001'", CheckpointAltered)]
    [InlineData("kind = 'checkpoints'", CheckpointAltered)]
    [InlineData("kind = 'audit-page'", ControlGap)]
    [InlineData("kind = 'audit'", ControlAltered)]
    public async Task A_document_that_is_dropped_is_found(string which, AuditFaultKind kind)
    {
        await Documents.ExecuteAsync($"DELETE FROM documents WHERE {which}");

        Assert.Equal([kind], (await FaultsAsync()).Select(fault => fault.Kind).Distinct());
    }

    [Fact]
    public async Task Entries_that_are_cut_off_are_found()
    {
        await Documents.ExecuteAsync("UPDATE documents SET document = json_remove(document, '$.entries[3]') WHERE kind = 'audit-page'");

        Assert.Equal([new AuditFault(ControlGap, Seq: 4)], await FaultsAsync());
    }

    [Fact]
    public async Task An_entry_that_is_taken_out_of_the_middle_is_found()
    {
        await Documents.ExecuteAsync("UPDATE documents SET document = json_remove(document, '$.entries[1]') WHERE kind = 'audit-page'");

        Assert.Equal([ControlGap], (await FaultsAsync()).Select(fault => fault.Kind).Distinct());
    }

    private Task<string> ReadAsync(string kind, string key) => Documents.TextAsync($"SELECT document FROM documents WHERE kind = '{kind}' AND key = '{key}'");

    private async Task<bool> TryWriteAsync(string kind, string key, byte[] document)
    {
        try
        {
            return await Documents.ExecuteAsync($"UPDATE documents SET document = CAST(x'{Convert.ToHexString(document)}' AS TEXT) WHERE kind = '{kind}' AND key = '{key}'") == 1;
        }
        catch (SqliteException)
        {
            // No JSON: its indexes refuse it.
            return false;
        }
    }

    // When a page was written is only where an entry is looked for, and is not bound.
    private static bool Same(string kind, string before, string after) => kind switch
    {
        "audit-page" => Text<AuditPage>(before, page => page with { WrittenAt = default }) == Text<AuditPage>(after, page => page with { WrittenAt = default }),
        "audit" => Text<AuditState>(before) == Text<AuditState>(after),
        "checkpoint" => Text<StoredCheckpoint>(before) == Text<StoredCheckpoint>(after),
        _ => Text<CheckpointsState>(before) == Text<CheckpointsState>(after),
    };

    private static string? Text<T>(string document, Func<T, T>? change = null)
        where T : class
    {
        try
        {
            var state = new DocumentSerializer().Deserialize<T>(new BinaryData(Encoding.UTF8.GetBytes(document)));
            var listed = string.Create(CultureInfo.InvariantCulture, $"{Member(document, "list")} {Member(document, "sort")} ");
            return listed + new DocumentSerializer().Serialize(change is null ? state : change(state));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string? Member(string document, string name)
    {
        using var json = System.Text.Json.JsonDocument.Parse(document);
        return json.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : null;
    }
}
