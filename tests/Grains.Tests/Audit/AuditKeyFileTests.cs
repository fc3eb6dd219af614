using Payouts.Grains.Audit;
using Payouts.Grains.Payouts;
using Payouts.Silo.Audit;

namespace Payouts.Grains.Tests.Audit;

/// <summary>The keys that a lone silo makes itself.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AuditKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_made_once_for_its_owner_alone_and_is_the_same_at_the_next_start()
    {
        var made = AuditKeyFile.Open(Path);
        var read = AuditKeyFile.Open(Path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal((made.Key.Id, made.SigningKey), (read.Key.Id, read.SigningKey));
        using var signing = AuditSigning.Read(made.SigningKey);
        Assert.NotEmpty(signing.SignData([1], System.Security.Cryptography.HashAlgorithmName.SHA256));
        Assert.NotEqual(made.Key.Id, AuditKeyFile.Open(Path + "2").Key.Id);
        Assert.Equal(["audit.key", "audit.key2"], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public void One_that_others_may_read_is_refused()
    {
        AuditKeyFile.Open(Path);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<InvalidDataException>(() => AuditKeyFile.Open(Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none\n-----BEGIN")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----BEGIN")]
    public void One_without_a_key_is_refused_and_left_as_it_is(string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, text);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Throws<InvalidDataException>(() => AuditKeyFile.Open(Path));
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMw==")]
    public void What_is_not_32_random_bytes_is_no_key(string? text) => Assert.Null(AuditKey.Parse(text));

    private string Path => $"{_folder}/data/audit.key";
}
