using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>What the policy says of a payout that is about to be made.</summary>
/// <param name="Policy">The policy and its rule.</param>
public sealed record Admission(DecidedBy Policy)
{
    /// <summary>Who has to approve it; <see langword="null"/>: nobody.</summary>
    public ApprovalNeed? Plan { get; init; }

    /// <summary>Why it is not made; <see langword="null"/>: it is.</summary>
    public PayoutRefusal? Refusal { get; init; }

    /// <summary>The entry of the address book that it needs, at every gate; <see langword="null"/>: none.</summary>
    public string? AddressId { get; init; }

    /// <summary>Room that limits hold for it.</summary>
    public ImmutableArray<LimitHold> Holds { get; init; } = [];

    /// <summary>When its judging began, as a timestamp: what was judged long ago is not stored.</summary>
    public long JudgedAt { get; init; }

    /// <summary>When a limit that is full may have room for it; <see langword="null"/>: it waits for none.</summary>
    public DateTimeOffset? RoomAt { get; init; }

    /// <summary>The approval that the payout is made with.</summary>
    public PayoutApproval? ApprovalFor(CreatePayout command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Plan?.For(Policy, Makers(command.By, command.Request, command.Makers), now);
    }

    /// <summary>
    /// Everyone who asked for a payout, each once: who called, who is said to have wanted it, and who was shown a secret of
    /// the key. The second is unproven, but here it can only forbid.
    /// </summary>
    public static ImmutableArray<string> Makers(Caller? by, PayoutRequest request, ImmutableArray<string> shownTo)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            .. new[] { by?.Person, request.RequestedBy }.Concat(shownTo.IsDefault ? [] : shownTo)
                .OfType<string>().Select(maker => maker.Trim()).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }
}

/// <summary>The approvals that a payout needs.</summary>
/// <param name="Needed">Groups, all of which must be full.</param>
/// <param name="ExpiresAfter">How long it waits for them; <see langword="null"/>: it is held, without an end.</param>
/// <param name="Limit">The limit that it may go over once it is approved.</param>
public sealed record ApprovalNeed(ImmutableArray<NeededApproval> Needed, TimeSpan? ExpiresAfter, string? Limit = null)
{
    /// <summary>One who operates lets it go.</summary>
    public static ApprovalNeed Held { get; } = new([new()], ExpiresAfter: null);

    /// <summary>The approval of a payout.</summary>
    /// <param name="policy">What asks for it.</param>
    /// <param name="makers">Who may not approve.</param>
    /// <param name="now">The time.</param>
    /// <param name="before">
    /// An approval that was given for another limit; it counts on, else of two full limits each would ask again because of
    /// the other.
    /// </param>
    public PayoutApproval For(DecidedBy policy, ImmutableArray<string> makers, DateTimeOffset now, PayoutApproval? before = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new()
        {
            Rule = Limit ?? policy.Rule ?? "",
            PolicyVersion = policy.Version,
            Needed = Needed,
            IsHeld = ExpiresAfter is null,
            ExpiresAt = now + ExpiresAfter,
            Makers = makers,
            OverLimits = Limit is { } limit ? [.. (before?.OverLimits ?? []).Remove(limit), limit] : null,
        };
    }
}
