using System.Collections.Immutable;

namespace Payouts.Gateway.Authentication;

/// <summary>A key that the service knows.</summary>
/// <param name="Name">For people, logs and limits; never secret.</param>
/// <param name="Sha256">Of the key's UTF-8 bytes. The key itself is stored nowhere.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ClientId">It sees and creates only this client's payouts; <see langword="null"/> for all.</param>
/// <param name="LoopbackOnly">It counts only from this machine.</param>
internal sealed record ApiKey(string Name, ImmutableArray<byte> Sha256, ImmutableArray<string> Scopes, string? ClientId, bool LoopbackOnly = false);
