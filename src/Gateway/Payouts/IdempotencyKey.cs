using Microsoft.Extensions.Primitives;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// The <c>Idempotency-Key</c> header: 1 to 128 of <c>A-Z a-z 0-9 . _ : ~ -</c>, bare or in double quotes.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const string Pattern = "^(\"[A-Za-z0-9._:~-]{1,128}\"|[A-Za-z0-9._:~-]{1,128})$";

    /// <summary>False when the header is present but not valid.</summary>
    /// <param name="header">As received.</param>
    /// <param name="key">Without quotes; <see langword="null"/> when there is no header.</param>
    public static bool TryRead(StringValues header, out string? key)
    {
        key = null;
        if (header.Count == 0)
        {
            return true;
        }

        var text = header.Count == 1 ? header[0] ?? "" : "";
        if (text is ['"', .. var quoted, '"'])
        {
            text = quoted;
        }

        if (text.Length is < 1 or > 128 || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' or '~' or '-'))
        {
            return false;
        }

        key = text;
        return true;
    }
}
