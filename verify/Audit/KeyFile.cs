using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Payouts.Grains.Audit;
using Payouts.Grains.Payouts;

namespace Payouts.Audit;

/// <summary>
/// The keys of a service in a file: values of <c>Audit__Key</c> one a line, the present one first, <c>none</c> for what was
/// written without; then PEM blocks of signing keys or their public parts.
/// </summary>
internal static partial class KeyFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">A line is no key, or a block is none of P-256.</exception>
    public static AuditKeys Read(string path)
    {
        var text = File.ReadAllText(path);
        var keys = Pem().Replace(text, "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select((line, i) => AuditKey.Parse(line) ?? throw new InvalidDataException($"{path}: line {i + 1} is no key."))
            .ToList();
        try
        {
            var signers = Pem().Matches(text).Select(block => AuditSigning.Read(block.Value)).ToList();
            return new AuditKeys(keys.Count == 0 ? AuditKey.None : keys[0], [.. keys.Skip(1)], null, [.. signers]);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{path}: a PEM block is no key on P-256.", exception);
        }
    }

    [GeneratedRegex("-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", RegexOptions.Singleline)]
    private static partial Regex Pem();
}
