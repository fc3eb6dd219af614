using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// A payout's chain (docs/adr/0039): makes it with each write, and says what of a row is not as it was written. Pure.
/// </summary>
/// <remarks>
/// Three codes tell apart what was altered: the chain of heads holds the lines, <see cref="PayoutChain.Request"/> the
/// request, <see cref="PayoutChain.Seal"/> all the rest. What does not verify is never made to verify again by a later
/// write: that one goes on from the codes that it found.
/// </remarks>
public static class AuditChain
{
    private const string Purpose = "payout";

    /// <summary>The next state with its chain, and the events of its write with the head.</summary>
    /// <param name="keys">The first one is used; the others may have made what is stored.</param>
    /// <param name="before">What is stored; <see langword="null"/> for a first version.</param>
    /// <param name="after">What is to be stored; its own chain is not looked at.</param>
    public static (PayoutState State, ImmutableArray<EventRow> Events) Extend(AuditKeys keys, PayoutState? before, PayoutState after)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(after);
        var mac = Mac(keys.Current, after);
        var chain = before?.Chain is { } stored ? Next(keys, before, stored, after) : Begin(mac, after);
        var state = after with { Chain = chain };
        return (state, [.. PayoutEvents.Of(before?.Payout, after.Payout).Select(row => AuditEvents.Seal(keys.Current, row, chain.Head))]);
    }

    /// <summary>What of a row is not as it was written.</summary>
    /// <returns><see langword="null"/> for a row without a chain, which an earlier release wrote.</returns>
    public static ChainVerdict? Check(AuditKeys keys, PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Chain is not { } chain)
        {
            return null;
        }

        var made = keys.All.FirstOrDefault(key => IsSealed(key, state)) ?? keys.All.FirstOrDefault(key => IsOfRequest(key, state));
        var key = made ?? keys.Current;
        var heads = Heads(Mac(key, state), state, chain.Seq, chain.Base);
        var isSealed = made is not null && IsSealed(key, state);
        return new(
            key,
            IsSealed: isSealed,
            IsOfRequest: !isSealed || IsOfRequest(key, state),
            IsOfLines: !isSealed || !IsOfRequest(key, state) || heads[^1] == chain.Head,
            heads);
    }

    private static PayoutChain Begin(AuditKey.AuditMac mac, PayoutState state)
    {
        var seq = state.Payout.ResponseLogs.Length;
        return Sealed(mac, state, new(seq, Heads(mac, state, seq, null)[^1], mac.Seal(Request(state)), "", state.Payout.Version));
    }

    private static PayoutChain Next(AuditKeys keys, PayoutState before, PayoutChain stored, PayoutState after)
    {
        var mac = Mac(keys.Current, after);
        var (old, lines) = (before.Payout.ResponseLogs, after.Payout.ResponseLogs);
        var isSame = IsSealed(keys.Current, before);
        if (isSame && lines.Length >= old.Length && lines.AsSpan()[..old.Length].SequenceEqual(old.AsSpan()))
        {
            return Sealed(mac, after, Added(mac, after, stored, lines.Length - old.Length));
        }

        if (Check(keys, before) is { IsIntact: true })
        {
            // Lines were dropped or moved, or the key is another one: chained again, after all that came before.
            var seq = stored.Seq + (lines.AsSpan().SequenceEqual(old.AsSpan()) ? 0 : 1);
            return Sealed(mac, after, new(seq, Heads(mac, after, seq, stored.Head)[^1], mac.Seal(Request(after)), "", stored.Since, stored.Head));
        }

        var added = Added(mac, after, stored, lines.Length > 0 && (old.Length == 0 || lines[^1] != old[^1]) ? 1 : 0);
        return isSame ? Sealed(mac, after, added) : added;
    }

    /// <summary>The chain with the last lines behind its head.</summary>
    private static PayoutChain Added(AuditKey.AuditMac mac, PayoutState state, PayoutChain chain, int lines)
    {
        var all = state.Payout.ResponseLogs;
        for (var i = all.Length - lines; i < all.Length; i++)
        {
            chain = chain with { Seq = chain.Seq + 1, Head = mac.Head(chain.Head, Entry(state, i, chain.Seq + 1)) };
        }

        return chain;
    }

    /// <summary>The head after each line, from the first that is kept on; after none, the base.</summary>
    private static ImmutableArray<string> Heads(AuditKey.AuditMac mac, PayoutState state, long seq, string? start)
    {
        var lines = state.Payout.ResponseLogs.Length;
        var heads = ImmutableArray.CreateBuilder<string>(lines + 1);
        heads.Add(start ?? "");
        for (var i = 0; i < lines; i++)
        {
            start = mac.Head(start, Entry(state, i, seq - lines + 1 + i));
            heads.Add(start);
        }

        return heads.MoveToImmutable();
    }

    private static PayoutChain Sealed(AuditKey.AuditMac mac, PayoutState state, PayoutChain chain) =>
        chain with { Seal = mac.Seal(AuditMembers.Rest(state, chain)) };

    private static bool IsSealed(AuditKey key, PayoutState state) =>
        state.Chain is { } chain && Mac(key, state).Seal(AuditMembers.Rest(state, chain)) == chain.Seal;

    private static bool IsOfRequest(AuditKey key, PayoutState state) => Mac(key, state).Seal(Request(state)) == state.Chain!.Request;

    private static AuditText Request(PayoutState state) => AuditMembers.Request(state.Payout.Id, state.Payout.Request);

    private static AuditText Entry(PayoutState state, int index, long seq)
    {
        var entry = AuditMembers.Line(state.Payout.Id, seq, state.Payout.ResponseLogs[index]);
        return index == 0 ? entry.Add("request", Request(state).Digest()) : entry;
    }

    private static AuditKey.AuditMac Mac(AuditKey key, PayoutState state) => key.For(Purpose, state.Payout.Id);
}

/// <summary>What of a row is as it was written. Where one code fails, those that depend on it count as right.</summary>
/// <param name="Key">The key that made the chain, as far as can be told.</param>
/// <param name="IsSealed">All but the request and the lines.</param>
/// <param name="IsOfRequest">The request.</param>
/// <param name="IsOfLines">The lines of the history.</param>
/// <param name="Heads">The head before the first line and after each, made anew from the row.</param>
public sealed record ChainVerdict(AuditKey Key, bool IsSealed, bool IsOfRequest, bool IsOfLines, ImmutableArray<string> Heads)
{
    /// <summary>Whether all is.</summary>
    public bool IsIntact => IsSealed && IsOfRequest && IsOfLines;
}
