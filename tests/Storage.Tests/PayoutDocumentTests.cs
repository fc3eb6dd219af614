using System.Text.Json;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests;

/// <summary>The stored JSON: existing data must stay readable.</summary>
public sealed class PayoutDocumentTests
{
    // Written by the first release. Never change it: a new format gets a document of its own.
    private const string Format1 = """
        {"format":1,"state":{"payout":{"id":"0fe6e1ba4e9d5a27a2b4d7b4d4a5b6c7","idempotency_key":"full:~.-_","request":{"client_id":"c-1",
        "asset":"TON","network":"TON","amount":"12.34567891","wallet_address":"UQ-address","memo":"memo","origin":"bonus",
        "reference":"bonus-2026-11","requested_by":"ana@example.com","scheduled_for":"2026-11-24T10:00:00+00:00","fee_payer":"recipient",
        "metadata":{"B":"","ticket":"7781"}},"status":"broadcast","detail":"failed_provisional","reason":"echo_mismatch","needs_attention":true,
        "heleket_transaction_id":"a7c0caec-a594-4aaa-b1c4-77d511857594","heleket_status":"system_fail","txid":"0xabc","fee":"0.10",
        "requested_at":"2026-11-23T10:00:00+00:00","created_at":"2026-11-23T10:00:00.007+00:00","updated_at":"2026-11-23T10:00:00.123+00:00",
        "version":1,"response_logs":[
        {"at":"2026-11-23T10:00:00+00:00","source":"api","status":"pending","detail":"awaiting_approval","is_final":false},
        {"at":"2026-11-23T10:00:00+00:00","source":"submit","status":"broadcast","heleket_status":"fail","is_final":true,"message":"m"}]},
        "next_action_at":"2026-11-23T10:01:00+00:00","attempts":4,"since":"2026-11-23T10:00:00.001+00:00",
        "queued_since":"2026-11-23T10:00:00.002+00:00","not_found_since":"2026-11-23T10:00:00.003+00:00",
        "unknown_since":"2026-11-23T10:00:00.004+00:00"}}
        """;

    private static readonly string Small = A.Document(A.Payout("k"));

    [Fact]
    public void A_document_of_the_first_format_is_read_whole() =>
        Same.State(
            DocumentContract.OldestRead().With(payout => payout with { Id = "0fe6e1ba4e9d5a27a2b4d7b4d4a5b6c7" }),
            PayoutDocument.Read(Format1));

    [Fact]
    public void What_was_read_in_the_first_format_is_written_in_the_second()
    {
        var written = A.Document(PayoutDocument.Read(Format1));

        Assert.StartsWith("{\"format\":2,", written, StringComparison.Ordinal);
        Same.State(PayoutDocument.Read(Format1), PayoutDocument.Read(written));
    }

    [Fact]
    public void A_newer_format_is_refused_by_name()
    {
        var exception = Assert.Throws<InvalidDataException>(() => PayoutDocument.Read(Replace("\"format\":2", "\"format\":3")));

        Assert.Contains("format 3", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":1,\"from_the_future\":true")]
    [InlineData("\"version\":1,", "")]
    [InlineData("\"format\":2,", "")]
    [InlineData("\"pending\"", "\"paused\"")]
    [InlineData("\"pending\"", "0")]
    [InlineData("\"25.5\"", "25.5")]
    [InlineData("\"25.5\"", "null")]
    [InlineData("\"25.5\"", "\"0.12345678901234567890123456789012\"")]
    [InlineData("\"asset\":\"USDT\"", "\"asset\":null")]
    public void What_would_be_half_read_is_refused(string written, string changed) =>
        Assert.ThrowsAny<Exception>(() => PayoutDocument.Read(Replace(written, changed)));

    [Fact]
    public void No_text_of_a_refused_document_is_in_the_message()
    {
        var exception = Assert.Throws<JsonException>(() => PayoutDocument.Read(Replace("\"pending\"", "\"paused\"")));

        Assert.DoesNotContain("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Replace(string written, string changed)
    {
        Assert.Contains(written, Small, StringComparison.Ordinal);
        return Small.Replace(written, changed, StringComparison.Ordinal);
    }
}
