using System.IO.Compression;
using System.Text;

namespace Heleket.Tests;

/// <summary>Byte order marks and codings that nobody asked for.</summary>
public sealed class EncodedResponseTests
{
    private const int MaxAnswerLength = 1024 * 1024;

    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(TestClient.Success);

    public static TheoryData<string> Codings() => ["gzip", "GZip", "x-gzip", "deflate", "raw deflate", "br", "identity", "gzip, identity", "gzip, br"];

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task An_answer_in_a_coding_is_decoded(string coding)
    {
        Assert.IsType<CreateOutcome.Accepted>(await CreateAsync(Coded(Plain, coding), Named(coding)));
        Assert.IsType<CreateOutcome.Accepted>(await CreateAsync(Coded([.. "\uFEFF"u8, .. Plain], coding), Named(coding)));
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Every_call_decodes(string coding)
    {
        await using var server = Answering(200, Coded("""{"state":0,"result":[{"network":"TRON","currency":"USDT","is_available":true}]}"""u8.ToArray(), coding), Named(coding));
        using var client = new TestClient(server.Url);

        Assert.Equal("USDT", Assert.Single((await client.Client.GetServicesAsync()).Services).Currency);
        Assert.Equal("identity", Assert.Single(server.Requests).Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    public async Task An_answer_that_is_cut_or_is_not_in_its_coding_leaves_the_outcome_unknown(string coding)
    {
        var coded = Coded(Plain, coding);
        byte[][] broken = [coded[..(coded.Length / 2)], coded[..^8], coded[..2], [], Plain, [.. "\uFEFF"u8, .. coded], [0, .. coded], [.. coded.Select(b => (byte)~b)]];
        foreach (var body in broken)
        {
            Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(body, Named(coding)));
        }
    }

    [Fact]
    public async Task A_gzip_without_its_last_bytes_is_not_whole()
    {
        var coded = Coded(Plain, "gzip");
        for (var lost = 1; lost <= 9; lost++)
        {
            Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(coded[..^lost], "gzip"));
        }
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip;q=1")]
    [InlineData("gzip gzip")]
    [InlineData("gzip, zstd")]
    [InlineData("gzip, gzip, gzip")]
    public async Task A_coding_that_is_not_known_leaves_the_outcome_unknown(string coding) =>
        Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(Coded(Plain, "gzip"), coding));

    [Fact]
    public async Task A_coding_that_is_not_named_is_not_guessed() => Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(Coded(Plain, "gzip"), "identity"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip, br")]
    public async Task What_is_decoded_is_bounded(string coding)
    {
        byte[] longest = [.. Plain, .. Enumerable.Repeat((byte)' ', MaxAnswerLength - Plain.Length)];
        Assert.IsType<CreateOutcome.Accepted>(await CreateAsync(Coded(longest, coding), coding));
        Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(Coded([.. longest, (byte)' '], coding), coding));

        var bomb = Coded(new byte[64 * MaxAnswerLength], coding);
        var before = GC.GetTotalAllocatedBytes();
        Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(bomb, coding));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L * MaxAnswerLength);
    }

    [Theory]
    [InlineData(422, """{"state":1,"message":"Not enough funds"}""", typeof(CreateOutcome.Refused))]
    [InlineData(403, "<html>Forbidden</html>", typeof(CreateOutcome.RefusedBefore))]
    [InlineData(502, "<html>Bad Gateway</html>", typeof(CreateOutcome.Unknown))]
    public async Task Refusals_are_read_in_a_coding_and_behind_a_byte_order_mark_too(int status, string text, Type outcome)
    {
        byte[] body = [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(text)];

        Assert.IsType(outcome, await CreateAsync(body, "identity", status));
        Assert.IsType(outcome, await CreateAsync(Coded(body, "gzip"), "gzip", status));
    }

    [Theory]
    [InlineData("\uFEFF", true)]
    [InlineData("\uFEFF\uFEFF", true)]
    [InlineData("\uFEFF \r\n", true)]
    [InlineData("\u200B", false)]
    [InlineData("\uFFFE", false)]
    public async Task A_byte_order_mark_before_an_answer_is_skipped(string before, bool isRead)
    {
        var outcome = await CreateAsync([.. Encoding.UTF8.GetBytes(before), .. Plain], "identity");

        Assert.IsType(isRead ? typeof(CreateOutcome.Accepted) : typeof(CreateOutcome.Unknown), outcome);
    }

    [Fact]
    public async Task A_byte_order_mark_inside_or_alone_or_of_UTF_16_is_not_skipped()
    {
        byte[][] bodies = [[.. "\uFEFF"u8], [.. Plain, .. "\uFEFF"u8], [.. "\uFEFF"u8[..2], .. Plain], [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(TestClient.Success)]];
        foreach (var body in bodies)
        {
            Assert.IsType<CreateOutcome.Unknown>(await CreateAsync(body, "identity"));
        }
    }

    private static string Named(string coding) => coding == "raw deflate" ? "deflate" : coding;

    private static byte[] Coded(byte[] body, string codings)
    {
        foreach (var coding in codings.ToLowerInvariant().Split(", "))
        {
            var output = new MemoryStream();
            using (Stream stream = coding switch
            {
                "gzip" or "x-gzip" => new GZipStream(output, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(output, CompressionLevel.Fastest),
                "raw deflate" => new DeflateStream(output, CompressionLevel.Fastest),
                "br" => new BrotliStream(output, CompressionLevel.Fastest),
                _ => output,
            })
            {
                stream.Write(body);
            }

            body = output.ToArray();
        }

        return body;
    }

    private static ScriptedServer Answering(int status, byte[] body, string coding) => new(async exchange =>
    {
        await exchange.SendAsync($"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n");
        await exchange.SendAsync(body);
    });

    private static async Task<CreateOutcome> CreateAsync(byte[] body, string coding, int status = 200)
    {
        await using var server = Answering(status, body, coding);
        using var client = new TestClient(server.Url);

        var outcome = await client.CreateAsync();

        Assert.Single(server.Requests);
        return outcome;
    }
}
