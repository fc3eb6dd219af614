using System.Security.Cryptography;
using Payouts.Grains.Payouts;

namespace Payouts.Silo.Audit;

/// <summary>
/// Both keys of the audit in one file, which is made when it is missing: a line with the one, then the PEM of the other.
/// Only its owner may read it.
/// </summary>
/// <param name="Key">As <c>Audit__Key</c>.</param>
/// <param name="SigningKey">As <c>Audit__SigningKey</c>.</param>
internal sealed record AuditKeyFile(AuditKey Key, string SigningKey)
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Reads the file, or makes it.</summary>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    /// <exception cref="InvalidDataException">It is not such a file, or others may read it.</exception>
    public static AuditKeyFile Open(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new InvalidDataException($"'{path}' may be read by others than its owner (chmod 600).");
        }

        var parts = File.ReadAllText(path).Split('\n', 2);
        return AuditKey.Parse(parts[0].Trim()) is { } key && key != AuditKey.None && parts.Length == 2
            ? new(key, parts[1])
            : throw new InvalidDataException($"'{path}' does not begin with a key of the audit.");
    }

    // Written aside and moved, so that no start after a crash finds half of it.
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(AuditKey.Bytes))}\n{signing.ExportPkcs8PrivateKeyPem()}\n";
        var aside = $"{path}.new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }
}
