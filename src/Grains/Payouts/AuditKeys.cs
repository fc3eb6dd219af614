using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The keys of the audit (<c>Audit__Key</c>, <c>Audit__OldKeys__N</c>, <c>Audit__SigningKey</c>): what is written is
/// made with the first; what is read may have been made with any of them.
/// </summary>
/// <param name="current">Makes everything from now on.</param>
/// <param name="old">Earlier ones, for verifying.</param>
/// <param name="signer">Signs checkpoints and is not disposed here; <see langword="null"/>: they are not signed.</param>
/// <param name="oldSigners">Earlier ones, or their public parts, for verifying.</param>
public sealed class AuditKeys(AuditKey current, ImmutableArray<AuditKey> old, ECDsa? signer = null, params ImmutableArray<ECDsa> oldSigners)
{
    /// <summary>No key: what is chained with it can be made again by anybody who alters it.</summary>
    public static AuditKeys None { get; } = new(AuditKey.None, []);

    /// <summary>Makes everything from now on.</summary>
    public AuditKey Current => current;

    /// <summary>The current one and those for verifying, in the order in which they are tried.</summary>
    public ImmutableArray<AuditKey> All { get; } = [current, .. old];

    /// <summary>Signs checkpoints, if there is one.</summary>
    public ECDsa? Signer => signer;

    /// <summary>The keys by which a checkpoint may be signed.</summary>
    public ImmutableArray<ECDsa> Verifiers { get; } = signer is null ? oldSigners : [signer, .. oldSigners];

    /// <summary>Whether it was said that something was written without keys.</summary>
    public bool MayBeUnsigned => All.Contains(AuditKey.None);

    /// <summary>Whether whoever alters a row needs a key to hide it.</summary>
    public bool IsKeyed => current != AuditKey.None;
}

/// <summary>One key of the audit. Never shows its bytes.</summary>
public sealed class AuditKey
{
    /// <summary>The length of a key.</summary>
    public const int Bytes = 32;

    private const int SealBytes = 16;

    private readonly byte[] _pseudoRandom;

    private AuditKey(ReadOnlySpan<byte> key)
    {
        _pseudoRandom = HKDF.Extract(HashAlgorithmName.SHA256, key.ToArray(), "payouts.audit"u8.ToArray());
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(_pseudoRandom, "id"u8).AsSpan(0, 4));
    }

    /// <summary>Stands where there is no key: everybody has it.</summary>
    public static AuditKey None { get; } = new(new byte[Bytes]);

    /// <summary>Names it without telling it: 8 hex digits.</summary>
    public string Id { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="base64">32 bytes as base64, or <c>none</c> for <see cref="None"/>.</param>
    /// <returns><see langword="null"/> if it is neither, or so plain that it is no key.</returns>
    public static AuditKey? Parse(string? base64)
    {
        if (base64 == "none")
        {
            return None;
        }

        var key = new byte[Bytes + 1];
        return Convert.TryFromBase64String(base64 ?? "", key, out var length) && length == Bytes && key.Take(Bytes).Distinct().Count() > 8 ? new AuditKey(key.AsSpan(0, Bytes)) : null;
    }

    /// <summary>Bytes as this audit writes them: base64url without padding.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The key for one purpose and thing.</summary>
    internal AuditMac For(string purpose, string id) =>
        new(HKDF.Expand(HashAlgorithmName.SHA256, _pseudoRandom, Bytes, Encoding.UTF8.GetBytes($"{purpose}\0{id}")));

    /// <summary>Makes and compares codes with a derived key; uses up the texts.</summary>
    internal readonly struct AuditMac(byte[] key)
    {
        /// <summary>The head of a chain after one more entry.</summary>
        public string Head(string? before, AuditText entry) => Text(Code(new AuditText("link").Add("before", before).Then(entry), stackalloc byte[HMACSHA256.HashSizeInBytes]));

        /// <summary>A code over a text that no chain goes on from.</summary>
        public string Seal(AuditText text) => Text(Code(text, stackalloc byte[HMACSHA256.HashSizeInBytes])[..SealBytes]);

        private Span<byte> Code(AuditText text, Span<byte> code)
        {
            HMACSHA256.HashData(key, text.Bytes, code);
            text.UseUp();
            return code;
        }
    }
}
