using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces;

namespace Payouts.Grains.Payouts;

/// <summary>
/// A list of named values in exactly one spelling, so that two different lists never have the same bytes: netstrings
/// (<c>LENGTH:BYTES,</c>) of name and value. A value that is <see langword="null"/> or false is left out, so that a
/// member of a later release does not change what an earlier one made.
/// </summary>
/// <param name="kind">What the list is, and in which version.</param>
internal sealed class AuditText(string kind)
{
    private readonly StringBuilder _text = Netstring(new StringBuilder(256), kind);

    /// <summary>Adds a text.</summary>
    public AuditText Add(string name, string? value)
    {
        if (value is not null)
        {
            Netstring(Netstring(_text, name), value);
        }

        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public AuditText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds an amount; zeros at its end are not part of it.</summary>
    public AuditText Add(string name, decimal? value) => Add(name, value?.ToString("0.############################", CultureInfo.InvariantCulture));

    /// <summary>Adds a time, in whole milliseconds.</summary>
    public AuditText Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeMilliseconds());

    /// <summary>Adds that something is so, if it is.</summary>
    public AuditText Add(string name, bool? value) => Add(name, value == true ? "1" : null);

    /// <summary>Adds the name of a value.</summary>
    public AuditText Add<T>(string name, T? value)
        where T : struct, Enum => Add(name, EnumNames.Of(value));

    /// <summary>The bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>SHA-256 of the bytes, as base64url.</summary>
    public string Digest() => Base64Url.EncodeToString(SHA256.HashData(ToBytes()));

    private static StringBuilder Netstring(StringBuilder text, string value) =>
        text.Append(Encoding.UTF8.GetByteCount(value)).Append(':').Append(value).Append(',');
}
