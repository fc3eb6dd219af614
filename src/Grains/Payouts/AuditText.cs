using System.Buffers;
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
internal sealed class AuditText
{
    // More than most lists of a payout have.
    private const int UsualBytes = 2048;

    // The longest number: a decimal with its sign and point.
    private const int NumberBytes = 32;

    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int _length;

    /// <summary>Begins a list.</summary>
    /// <param name="kind">What the list is, and in which version.</param>
    public AuditText(string kind) => Append(kind);

    /// <summary>The bytes so far.</summary>
    /// <exception cref="ObjectDisposedException">It was used up.</exception>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, _length);

    private byte[] Buffer => _bytes ?? throw new ObjectDisposedException(nameof(AuditText));

    /// <summary>Adds a text.</summary>
    public AuditText Add(string name, string? value)
    {
        if (value is not null)
        {
            Append(name);
            Append(value);
        }

        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public AuditText Add(string name, long? value)
    {
        if (value is not { } number)
        {
            return this;
        }

        Span<byte> digits = stackalloc byte[NumberBytes];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return Add(name, digits[..length]);
    }

    /// <summary>Adds an amount; zeros at its end are not part of it.</summary>
    public AuditText Add(string name, decimal? value)
    {
        if (value is not { } amount)
        {
            return this;
        }

        Span<byte> digits = stackalloc byte[NumberBytes];
        amount.TryFormat(digits, out var length, "0.############################", CultureInfo.InvariantCulture);
        return Add(name, digits[..length]);
    }

    /// <summary>Adds a time, in whole milliseconds.</summary>
    public AuditText Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeMilliseconds());

    /// <summary>Adds that something is so, if it is.</summary>
    public AuditText Add(string name, bool? value) => Add(name, value == true ? "1" : null);

    /// <summary>Adds the name of a value.</summary>
    public AuditText Add<T>(string name, T? value)
        where T : struct, Enum => Add(name, EnumNames.Of(value));

    /// <summary>Adds another list, as it is, and uses that one up.</summary>
    public AuditText Then(AuditText other)
    {
        other.Bytes.CopyTo(Room(other._length));
        other.UseUp();
        return this;
    }

    /// <summary>SHA-256 of the bytes, as base64url; uses the list up.</summary>
    public string Digest()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Bytes, hash);
        UseUp();
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>Gives its memory back: a payout's write makes six of these.</summary>
    public void UseUp()
    {
        ArrayPool<byte>.Shared.Return(Buffer);
        _bytes = null;
    }

    private AuditText Add(string name, ReadOnlySpan<byte> value)
    {
        Append(name);
        Begin(value.Length);
        value.CopyTo(Room(value.Length));
        return End();
    }

    private void Append(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Begin(length);
        Encoding.UTF8.GetBytes(value, Room(length));
        End();
    }

    private void Begin(int length)
    {
        Span<byte> digits = stackalloc byte[NumberBytes];
        length.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        digits[..written].CopyTo(Room(written));
        Room(1)[0] = (byte)':';
    }

    private AuditText End()
    {
        Room(1)[0] = (byte)',';
        return this;
    }

    private Span<byte> Room(int length)
    {
        if (Buffer.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Buffer.Length * 2, _length + length));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(Buffer);
            _bytes = larger;
        }

        _length += length;
        return Buffer.AsSpan(_length - length, length);
    }
}
