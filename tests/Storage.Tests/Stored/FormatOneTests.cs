using System.Text.Json.Nodes;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Harness;
using Payouts.Storage;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Stored;

/// <summary>What releases up to format 1 stored, as it stands in a file that nobody writes any more.</summary>
public sealed class FormatOneTests
{
    public static TheoryData<string> Documents => [.. GoldenFile.Lines("format-1.txt").Where(line => line.StartsWith('{'))];

    [Fact]
    public void There_are_documents_of_every_kind() => Assert.Equal(59, Documents.Count);

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void A_document_is_read_whole_and_written_in_the_second_format(string stored)
    {
        var state = PayoutDocument.Read(stored);
        var written = A.Document(state);

        Assert.StartsWith("{\"format\":2,", written, StringComparison.Ordinal);
        Same.State(state, PayoutDocument.Read(written));
        Assert.Equal("", string.Join('\n', Lost(JsonNode.Parse(stored)!["state"]!, JsonNode.Parse(written)!["state"]!, "state")));
    }

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void Its_last_line_stands_for_the_version_that_was_stored(string stored)
    {
        var payout = PayoutDocument.Read(stored).Payout;

        Assert.Equal(Payout.MainAccount, payout.Account);
        Assert.Equal(payout.HeleketTransactionId is not null, payout.AcceptedAt is not null);
        Assert.Equal(payout.IsFinal, payout.SettledAt is not null);
        Assert.All(payout.ResponseLogs.SkipLast(1), line => Assert.Null(line.Version));
        if (payout.ResponseLogs is [.., var last])
        {
            Assert.Equal((payout.Version, payout.Reason, payout.Txid, payout.Fee, payout.HeleketTransactionId), (last.Version, last.Reason, last.Txid, last.Fee, last.HeleketTransactionId));
            Assert.Equal(payout.NeedsAttention, last.NeedsAttention is true);
        }
    }

    private static IEnumerable<string> Lost(JsonNode? old, JsonNode? now, string place) => (old, now) switch
    {
        (JsonObject from, JsonObject to) => from.SelectMany(member => Lost(member.Value, to[member.Key], $"{place}.{member.Key}")),
        (JsonArray from, JsonArray to) when from.Count == to.Count => from.SelectMany((item, i) => Lost(item, to[i], $"{place}[{i}]")),
        _ => JsonNode.DeepEquals(old, now) ? [] : [$"{place}: {old?.ToJsonString()} became {now?.ToJsonString()}"],
    };
}
