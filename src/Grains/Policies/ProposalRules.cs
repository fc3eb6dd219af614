using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>What a change of the policy comes to.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Next">What is to be written; <see langword="null"/> if nothing is.</param>
internal sealed record PolicyDecision(ProposalAnswer Answer, PolicyState? Next = null);

/// <summary>How the policy is changed: one person proposes, another approves (docs/http-api.md, "Policy").</summary>
internal static class ProposalRules
{
    /// <summary>The most versions that are kept.</summary>
    public const int MostVersions = 50;

    /// <summary>The most proposals that are kept, decided or not.</summary>
    public const int MostProposals = 20;

    /// <summary>How long a proposal waits for a decision.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Proposes a policy, unless this very proposal is there.</summary>
    public static PolicyDecision Propose(PolicyState state, ProposePolicy command, DateTimeOffset now)
    {
        if (command.By.Person is not { } person)
        {
            return Answer(state, ProposalVerdict.PersonRequired);
        }

        if (state.Proposals.FirstOrDefault(proposal => proposal.Id == command.Id) is { } same)
        {
            return Answer(state, ProposalVerdict.Done, same, now);
        }

        var inForce = state.InForce();
        if (!Names(command.Versions, inForce.Number))
        {
            return Answer(state, ProposalVerdict.VersionMismatch);
        }

        if (PolicyRules.Faults(command.Policy) is { IsEmpty: false } faults)
        {
            return new(Answer(state, ProposalVerdict.Invalid).Answer with { Faults = faults });
        }

        if (WithRoom(state, now) is not { } others)
        {
            return Answer(state, ProposalVerdict.TooMany);
        }

        var warnings = PolicyWarnings.Of(command.Policy, inForce.Policy, command.Approvers);
        var made = new Proposal(command.Id, command.Policy, inForce.Number, command.Note, warnings, person, now, now + Life);
        var next = state with { Proposals = others.Add(made) };
        return new(Answer(next, ProposalVerdict.Done, made, now).Answer, next);
    }

    /// <summary>Puts a proposal in force.</summary>
    /// <param name="state">What is stored.</param>
    /// <param name="command">The decision.</param>
    /// <param name="isSecondRequired">Whether the proposer cannot approve it.</param>
    /// <param name="now">The time.</param>
    public static PolicyDecision Approve(PolicyState state, DecideProposal command, bool isSecondRequired, DateTimeOffset now)
    {
        if (Find(state, command.Id) is not { } proposal)
        {
            return Answer(state, ProposalVerdict.NotFound);
        }

        if (command.By.Person is not { } person)
        {
            return Answer(state, ProposalVerdict.PersonRequired, proposal, now);
        }

        if (proposal is { Status: ProposalStatus.Approved, Decision: { } decided } && Persons.AreSame(decided.By, person))
        {
            return Answer(state, ProposalVerdict.Done, proposal, now);
        }

        if (isSecondRequired && Persons.AreSame(proposal.ProposedBy, person))
        {
            return Answer(state, ProposalVerdict.SelfApproval, proposal, now);
        }

        if (Refusal(state, proposal, command, now) is { } refusal)
        {
            return refusal;
        }

        var number = proposal.BaseVersion + 1;
        var version = new PolicyVersion(proposal.Policy, new(number, proposal.Id, proposal.Note, proposal.ProposedBy, proposal.ProposedAt, person, now));
        var approved = Decided(proposal, ProposalStatus.Approved, new(person, now, PolicyVersion: number));
        var versions = state.Versions.Add(version);
        var kept = versions.RemoveRange(0, Math.Max(0, versions.Length - MostVersions));

        // What a proposal changes is told with it, so that no proposal outlives the version that it is about.
        var next = new PolicyState(kept, [.. state.Proposals.Replace(proposal, approved).Where(other => other.BaseVersion == 0 || other.BaseVersion >= kept[0].Number)]);
        return new(Answer(next, ProposalVerdict.Done, approved, now).Answer, next);
    }

    /// <summary>Ends a proposal: the proposer takes it back, anybody else rejects it, a person or not.</summary>
    public static PolicyDecision Reject(PolicyState state, DecideProposal command, DateTimeOffset now)
    {
        if (Find(state, command.Id) is not { } proposal)
        {
            return Answer(state, ProposalVerdict.NotFound);
        }

        var by = command.By.Name ?? "nobody";
        if (proposal is { Status: ProposalStatus.Rejected or ProposalStatus.Withdrawn, Decision: { } decided } && Persons.AreSame(decided.By, by))
        {
            return Answer(state, ProposalVerdict.Done, proposal, now);
        }

        if (Refusal(state, proposal, command, now) is { } refusal)
        {
            return refusal;
        }

        var status = Persons.AreSame(proposal.ProposedBy, command.By.Person) ? ProposalStatus.Withdrawn : ProposalStatus.Rejected;
        var rejected = Decided(proposal, status, new(by, now, command.Reason));
        var next = state with { Proposals = state.Proposals.Replace(proposal, rejected) };
        return new(Answer(next, ProposalVerdict.Done, rejected, now).Answer, next);
    }

    /// <summary>A proposal as it stands now; <see langword="null"/> if it is not kept.</summary>
    public static ProposalAnswer Read(PolicyState state, string id, DateTimeOffset now) =>
        Find(state, id) is { } proposal ? Answer(state, ProposalVerdict.Done, proposal, now).Answer : Answer(state, ProposalVerdict.NotFound).Answer;

    /// <summary>A stored proposal with the status that it has now.</summary>
    public static Proposal AsOf(PolicyState state, Proposal proposal, DateTimeOffset now) =>
        proposal.Status != ProposalStatus.Proposed ? proposal
        : proposal.BaseVersion != state.InForce().Number ? proposal with { Status = ProposalStatus.Outdated }
        : now >= proposal.ExpiresAt ? proposal with { Status = ProposalStatus.Expired }
        : proposal;

    /// <summary>Why nothing can be decided; the same for both decisions.</summary>
    private static PolicyDecision? Refusal(PolicyState state, Proposal proposal, DecideProposal command, DateTimeOffset now) => AsOf(state, proposal, now).Status switch
    {
        ProposalStatus.Outdated => Answer(state, ProposalVerdict.Outdated, proposal, now),
        not ProposalStatus.Proposed => Answer(state, ProposalVerdict.Closed, proposal, now),
        _ => Names(command.Versions, proposal.Version) ? null : Answer(state, ProposalVerdict.VersionMismatch, proposal, now),
    };

    private static Proposal? Find(PolicyState state, string id) => state.Proposals.FirstOrDefault(proposal => proposal.Id == id);

    private static Proposal Decided(Proposal proposal, ProposalStatus status, ProposalDecision decision) =>
        proposal with { Status = status, Decision = decision, Version = proposal.Version + 1 };

    private static bool Names(ImmutableArray<long> versions, int version) => versions.IsDefault || versions.Contains(version);

    /// <summary>The proposals, one less than the most; <see langword="null"/> if that would cost one that waits.</summary>
    private static ImmutableArray<Proposal>? WithRoom(PolicyState state, DateTimeOffset now) =>
        state.Proposals.Length < MostProposals ? state.Proposals
        : state.Proposals.FirstOrDefault(proposal => AsOf(state, proposal, now).Status != ProposalStatus.Proposed) is { } first ? state.Proposals.Remove(first)
        : null;

    private static PolicyDecision Answer(PolicyState state, ProposalVerdict verdict) => new(new ProposalAnswer(verdict, state.InForce().Number, null, null, [], null));

    private static PolicyDecision Answer(PolicyState state, ProposalVerdict verdict, Proposal proposal, DateTimeOffset now) =>
        new(new ProposalAnswer(verdict, state.InForce().Number, AsOf(state, proposal, now), state.Find(proposal.BaseVersion)?.Policy ?? Policy.None, [], null));
}
