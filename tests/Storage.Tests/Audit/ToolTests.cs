using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Payouts.Audit;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Audit;

/// <summary>The operator's tool: exports, and what it cannot do.</summary>
public sealed class ToolTests() : AuditedService(new SqliteRawRows())
{
    private static readonly int Flips = int.TryParse(Environment.GetEnvironmentVariable("PAYOUTS_AUDIT_FLIPS"), out var given) ? given : 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-export-").FullName;

    [Fact]
    public async Task An_export_verifies_without_a_database_and_any_other_byte_in_it_does_not()
    {
        var export = await ExportAsync();
        Assert.Equal((0, $"lines={1 + 4 + 2 + 1} faults=0 keyed=true\n", ""), await RunAsync(export, KeyText, PublicKey));
        Assert.Equal(0, (await RunAsync(export, null)).Code);

        var random = new Random(19);
        for (var i = 0; i < Flips; i++)
        {
            var altered = export.ToArray();
            altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
            var (code, text, _) = await RunAsync(altered, KeyText, PublicKey);
            Assert.True(code == Tool.Faulty, $"{code}: {Encoding.UTF8.GetString(altered)}\n{text}");
        }
    }

    [Fact]
    public async Task An_export_that_was_cut_or_to_which_something_was_added_does_not_verify()
    {
        var export = await ExportAsync();
        var end = Array.LastIndexOf(export, (byte)'\n', export.Length - 2) + 1;

        Assert.Equal(1, (await RunAsync(export[..end], KeyText)).Code);
        Assert.Equal(1, (await RunAsync([.. export[..end], .. "{\"end\":{\"lines\":1,\"sha256\":\"x\"}}\n"u8], KeyText)).Code);
        Assert.Equal(1, (await RunAsync([.. export, .. "{}\n"u8], KeyText)).Code);
        Assert.Equal(1, (await RunAsync([], KeyText)).Code);
    }

    [Fact]
    public async Task An_export_that_somebody_else_signed_verifies_only_for_who_trusts_the_key_in_it()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var export = await ExportAsync();

        Assert.Equal(1, (await RunAsync(export, KeyText, other.ExportSubjectPublicKeyInfoPem())).Code);
    }

    [Fact]
    public async Task An_entry_that_was_made_up_by_who_has_the_signing_key_but_not_the_other_is_found()
    {
        var (_, text, _) = await RunAsync(await ExportAsync(), Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 3))]), PublicKey);

        Assert.Contains("Entry 1 is not as it was written.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--connection", "Data Source=x")]
    [InlineData("--what", "ever")]
    [InlineData("--export")]
    [InlineData("--export", "a", "--export", "b")]
    [InlineData("--export", "a", "--connection", "b")]
    public async Task What_is_not_asked_for_as_it_should_be_is_answered_with_how(params string[] args)
    {
        var (code, _, errors) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Contains("payouts audit verify --connection", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_no_fault_and_no_success()
    {
        Assert.Equal(2, (await RunAsync("audit", "verify", "--export", $"{_folder}/none")).Code);
        Assert.Equal(2, (await RunAsync("audit", "verify", "--connection", $"Data Source={_folder}/none.db", "--documents", DocumentsConnection)).Code);
        await File.WriteAllTextAsync($"{_folder}/bad.key", "key");
        Assert.Equal(2, (await RunAsync("audit", "verify", "--connection", Rows.ConnectionString, "--documents", DocumentsConnection, "--key", $"{_folder}/bad.key")).Code);
        Assert.False(File.Exists($"{_folder}/none.db"));
    }

    [Fact]
    public async Task Without_the_key_nothing_that_was_made_with_it_verifies()
    {
        var (code, text, _) = await RunAsync("audit", "verify", "--connection", Rows.ConnectionString, "--documents", DocumentsConnection);

        Assert.Equal(1, code);
        Assert.Contains("keyed=false", text, StringComparison.Ordinal);
    }

    private static string PublicKey => Keys.Signer!.ExportSubjectPublicKeyInfoPem();

    private async Task<byte[]> ExportAsync()
    {
        var exports = new AuditExports(Lists, Keys);
        var (text, count, asked) = (new StringBuilder(), 0, new AuditExport(A.Start.AddDays(-1), A.Start.AddDays(1)));
        while (true)
        {
            var page = await exports.NextAsync(asked);
            foreach (var line in page.Lines)
            {
                text.Append(line).Append('\n');
                count++;
            }

            if (page.Next is null)
            {
                break;
            }

            asked = asked with { Cursor = page.Next };
        }

        var sha256 = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return Encoding.UTF8.GetBytes($"{text}{AuditExports.End(Keys.Signer, count, sha256)}\n");
    }

    private async Task<(int Code, string Text, string Errors)> RunAsync(byte[] export, string? key, string pem = "")
    {
        await File.WriteAllBytesAsync($"{_folder}/export", export);
        if (key is null)
        {
            return await RunAsync("audit", "verify", "--export", $"{_folder}/export");
        }

        await File.WriteAllTextAsync($"{_folder}/key", $"{key}\n{pem}\n");
        return await RunAsync("audit", "verify", "--export", $"{_folder}/export", "--key", $"{_folder}/key");
    }

    private static async Task<(int Code, string Text, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter();
        return (await Tool.RunAsync(args, output, errors), output.ToString(), errors.ToString());
    }
}
