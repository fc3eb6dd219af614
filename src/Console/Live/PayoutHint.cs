using System.Collections.Immutable;

namespace Payouts.Console.Live;

/// <summary>That something happened to a payout, and nothing of what it is: that is read as the person who looks.</summary>
/// <param name="PayoutId">The payout's id.</param>
/// <param name="ClientId">Its client: a person who is bound to another one hears nothing of it.</param>
/// <param name="What">What happened, as far as a page must know before it asks.</param>
/// <param name="At">When, by the clock that also writes when a payout was created.</param>
public readonly record struct PayoutHint(string PayoutId, string ClientId, HintOf What, DateTimeOffset At);

/// <summary>What happened to a payout.</summary>
public enum HintOf
{
    /// <summary>It changed.</summary>
    Change,

    /// <summary>It was created.</summary>
    Creation,

    /// <summary>It began, or ceased, to need a person.</summary>
    Attention,
}

/// <summary>What happened since the last time.</summary>
/// <param name="Hints">The oldest first; there may be none.</param>
/// <param name="IsLive">Whether the feed can be followed: what is missed until it can be again comes then.</param>
/// <param name="HasGap">Whether something is missing before these: whatever is shown may have changed.</param>
public sealed record PayoutHints(ImmutableArray<PayoutHint> Hints, bool IsLive = true, bool HasGap = false);

/// <summary>
/// Follows what happens to all payouts, from now on, without end. The host gives it to the console: it follows the feed
/// once, with no caller's rights, and tells nobody but the console's streams, which pass a hint on only to people
/// who may see the client.
/// </summary>
/// <param name="cancellation">Ends it.</param>
/// <returns>A first page as soon as nothing can be missed any more, then more as things happen. It fails only through a bug.</returns>
public delegate IAsyncEnumerable<PayoutHints> FollowPayouts(CancellationToken cancellation);
