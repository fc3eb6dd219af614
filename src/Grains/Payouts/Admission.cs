using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>What the policy says of a payout that is about to be made.</summary>
/// <param name="Policy">The policy and its rule.</param>
/// <param name="Plan">Who has to approve it; <see langword="null"/>: nobody.</param>
public sealed record Admission(DecidedBy Policy, ApprovalNeed? Plan = null)
{
    /// <summary>The approval that the payout is made with.</summary>
    public PayoutApproval? ApprovalFor(CreatePayout command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Plan is null ? null : new()
        {
            Rule = Policy.Rule ?? "",
            PolicyVersion = Policy.Version,
            Needed = Plan.Needed,
            IsHeld = Plan.ExpiresAfter is null,
            ExpiresAt = now + Plan.ExpiresAfter,
            Makers = MakersOf(command),
        };
    }

    /// <summary>Everyone who asked for it: who called, and who is said to have wanted it. That is unproven, but here it can only forbid.</summary>
    private static ImmutableArray<string> MakersOf(CreatePayout command) =>
    [
        .. new[] { command.By?.Person, command.Request.RequestedBy }.Concat(command.Makers.IsDefault ? [] : command.Makers)
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}

/// <summary>The approvals that a payout needs.</summary>
/// <param name="Needed">Groups, all of which must be full.</param>
/// <param name="ExpiresAfter">How long it waits for them; <see langword="null"/>: it is held, without an end.</param>
public sealed record ApprovalNeed(ImmutableArray<NeededApproval> Needed, TimeSpan? ExpiresAfter)
{
    /// <summary>One who operates lets it go.</summary>
    public static ApprovalNeed Held { get; } = new([new()], ExpiresAfter: null);
}
