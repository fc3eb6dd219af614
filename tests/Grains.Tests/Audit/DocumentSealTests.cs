using System.Text;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Tests.Audit;

/// <summary>Control documents are sealed as they are written, and nothing that is written later hides that one was altered.</summary>
public sealed class DocumentSealTests : AuditSilos
{
    [Fact]
    public async Task What_the_service_writes_verifies_and_what_is_altered_does_not_also_after_the_next_change()
    {
        await MakeAsync(Service, "key00001");
        await MakeAsync(Service, "key00002");
        Assert.Empty((await VerifyAsync()).Faults);
        Assert.Equal("1", $"{await ScalarAsync("SELECT document LIKE '%.1\"}' FROM documents WHERE kind = 'keys'")}");

        await ScalarAsync("UPDATE documents SET document = replace(document, '[\"payouts:read\"]', '[\"payouts:create\"]') WHERE kind = 'keys'");
        Assert.Equal([new AuditFault(AuditFaultKind.ControlAltered)], (await VerifyAsync()).Faults);

        // Another silo, which reads what was altered, and writes.
        await MakeAsync((await StartAsync()).Client.GetGrain<IKeysGrain>(IKeysGrain.Key), "key00003");
        Assert.Equal([new AuditFault(AuditFaultKind.ControlAltered)], (await VerifyAsync()).Faults);
    }

    [Fact]
    public void The_kinds_that_are_sealed_are_those_that_decide_about_money() =>
        Assert.Equal(["addresses", "keys", "pauses", "policy"], DocumentSeals.Kinds);

    [Theory]
    [InlineData("""{"format":1,"a":2,"seal":"x.1"}""", """{"format":1,"a":2}""", "x.1")]
    [InlineData("""{"format":1,"a":2}""", """{"format":1,"a":2}""", null)]
    [InlineData("""{"format":1,"seal":"x.1","a":"b"}""", """{"format":1,"seal":"x.1","a":"b"}""", null)]
    [InlineData("""{"format":1,"a":"\u0022seal\u0022:\u0022x","seal":"y.2"}""", """{"format":1,"a":"\u0022seal\u0022:\u0022x"}""", "y.2")]
    public void A_seal_is_the_last_member_of_its_document(string stored, string document, string? seal)
    {
        var (found, sealedBy) = DocumentSeals.Split(Encoding.UTF8.GetBytes(stored));

        Assert.Equal((document, seal), (Encoding.UTF8.GetString(found), sealedBy));
    }

    [Fact]
    public void A_seal_is_of_one_document_one_version_and_one_key_and_names_the_first_of_its_kind()
    {
        var (keys, document) = (Keys, "{}"u8.ToArray());
        var first = DocumentSeals.Next(keys.Current, "policy", "policy", 3, document, null);
        var next = DocumentSeals.Next(keys.Current, "policy", "policy", 4, document, first);

        Assert.Equal((3, 3), (DocumentSeals.SinceOf(first), DocumentSeals.SinceOf(next)));
        Assert.True(DocumentSeals.IsIntact(keys, "policy", "policy", 4, document, next));
        Assert.False(DocumentSeals.IsIntact(keys, "policy", "policy", 5, document, next));
        Assert.False(DocumentSeals.IsIntact(keys, "policy", "other", 4, document, next));
        Assert.False(DocumentSeals.IsIntact(keys, "keys", "policy", 4, document, next));
        Assert.False(DocumentSeals.IsIntact(keys, "policy", "policy", 4, "[]"u8, next));
        Assert.False(DocumentSeals.IsIntact(keys, "policy", "policy", 4, document, next.Replace(".3", ".1", StringComparison.Ordinal)));
        Assert.False(DocumentSeals.IsIntact(keys, "policy", "policy", 4, document, DocumentSeals.Altered));
        Assert.False(DocumentSeals.IsIntact(new(AuditChainTests.AKey(2), []), "policy", "policy", 4, document, next));
    }

    private IKeysGrain Service => Clusters[0].Client.GetGrain<IKeysGrain>(IKeysGrain.Key);

    private static async Task MakeAsync(IKeysGrain service, string id) => Assert.Equal(
        KeyVerdict.Done, (await service.Make(new(id, new string('a', 64), $"name-{id}", ["payouts:read"], "ada@example.com", ClientId: null, ExpiresAt: null))).Verdict);
}
