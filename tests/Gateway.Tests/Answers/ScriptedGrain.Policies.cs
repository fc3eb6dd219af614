using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Tests.Answers;

/// <content>The policy. Its rules are tested where they are; here each answer can be had.</content>
internal sealed partial class ScriptedGrain : IPolicyGrain
{
    Task<PolicyVersion> IPolicyGrain.Read() => Task.FromResult(cluster.Policies.LastOrDefault() ?? PolicyVersion.Zero);

    public Task<ImmutableArray<PolicyOrigin>> Versions() => Task.FromResult<ImmutableArray<PolicyOrigin>>([.. cluster.Policies.Select(version => version.Origin!).Reverse()]);

    public Task<PolicyVersion?> FindVersion(int version) => Task.FromResult(cluster.Policies.Find(kept => kept.Number == version));

    public Task<ImmutableArray<Proposal>> Proposals() => Task.FromResult<ImmutableArray<Proposal>>([.. cluster.Proposals.AsEnumerable().Reverse()]);

    public Task<ProposalAnswer> FindProposal(string id) => Task.FromResult(Answer(cluster.Proposals.Find(proposal => proposal.Id == id)));

    /// <summary>A rule that is named bad breaks a rule, and one that is named many is one too many.</summary>
    public Task<ProposalAnswer> Propose(ProposePolicy command)
    {
        cluster.Approvers = command.Approvers;
        var inForce = cluster.Policies.LastOrDefault()?.Number ?? 0;
        var name = command.Policy.Rules.FirstOrDefault()?.Name;
        if (!command.Versions.IsDefault && !command.Versions.Contains(inForce) || name is "bad" or "many")
        {
            var verdict = name switch { "bad" => ProposalVerdict.Invalid, "many" => ProposalVerdict.TooMany, _ => ProposalVerdict.VersionMismatch };
            return Task.FromResult(new ProposalAnswer(verdict, inForce, null, null, verdict == ProposalVerdict.Invalid ? [new("/rules/0/name", "is bad.")] : [], null));
        }

        // Ids are by chance, and a golden file is not.
        var at = WholeMilliseconds.Floor(GoldenGateway.Now);
        var made = new Proposal("00000000000000ff", command.Policy, inForce, command.Note, [new("/rules/0", "is a warning.")], command.By.Person!, at, at.AddDays(7));
        cluster.Proposals.Add(made);
        return Task.FromResult(Answer(made));
    }

    public Task<ProposalAnswer> Approve(DecideProposal command) => Task.FromResult(Decide(command, ProposalStatus.Approved));

    public Task<ProposalAnswer> Reject(DecideProposal command) => Task.FromResult(Decide(command, ProposalStatus.Rejected));

    /// <summary>By its rules: the first of the asset, if it does not ask for an address.</summary>
    public Task<PolicyCheck> Check(CheckPolicy command)
    {
        cluster.Checked = command;
        var policy = command.Proposal is { } id ? cluster.Proposals.Find(proposal => proposal.Id == id)?.Policy : (cluster.Policies.LastOrDefault() ?? PolicyVersion.Zero).Policy;
        var rule = policy?.Rules.FirstOrDefault(rule => rule.When?.Asset.Contains(command.Facts.Asset) != false);
        var asks = rule?.When?.Address is { Length: > 0 };
        var facts = command.Facts;
        var limits = policy?.Limits.Where(limit => limit.When is not { Client: [_, ..] clients } || clients.Contains(facts.ClientId)).Select(limit => new CheckedLimit(limit, LimitKey.Of(
            limit.Name,
            limit.Window,
            limit.Per.Contains(LimitPer.Client) ? facts.ClientId : null,
            limit.Per.Contains(LimitPer.Asset) ? facts.Asset : null,
            limit.Per.Contains(LimitPer.Network) ? facts.Network : null,
            limit.Per.Contains(LimitPer.Key) ? LimitKey.KeyPart(facts.KeyId) : null)));
        return Task.FromResult(new PolicyCheck(
            policy is not null, asks ? null : rule?.Then ?? PolicyAction.Allow, rule?.Name, rule is null ? [] : [new(rule.Name, asks ? null : true, "So it is.")], rule?.Needed ?? [],
            cluster.Policies.LastOrDefault()?.Number ?? 0, limits is null ? default : [.. limits], policy?.AddressBook.ModeOf(facts.ClientId) == AddressMode.Require));
    }

    private ProposalAnswer Decide(DecideProposal command, ProposalStatus status)
    {
        var found = cluster.Proposals.Find(proposal => proposal.Id == command.Id);
        var verdict = found switch
        {
            null => ProposalVerdict.NotFound,
            { Status: ProposalStatus.Outdated } => ProposalVerdict.Outdated,
            { Status: not ProposalStatus.Proposed } => ProposalVerdict.Closed,
            _ when status == ProposalStatus.Approved && found.ProposedBy == command.By.Person => ProposalVerdict.SelfApproval,
            _ when !command.Versions.IsDefault && !command.Versions.Contains(found.Version) => ProposalVerdict.VersionMismatch,
            _ => ProposalVerdict.Done,
        };
        if (verdict != ProposalVerdict.Done)
        {
            return Answer(found) with { Verdict = verdict };
        }

        var at = WholeMilliseconds.Floor(GoldenGateway.Now);
        var decided = found! with { Status = status, Decision = new(command.By.Name!, at, command.Reason, status == ProposalStatus.Approved ? found.BaseVersion + 1 : null), Version = 2 };
        cluster.Proposals[cluster.Proposals.IndexOf(found)] = decided;
        return Answer(decided) with { EffectiveBy = status == ProposalStatus.Approved ? at.AddSeconds(5) : null };
    }

    private ProposalAnswer Answer(Proposal? proposal) => proposal is null
        ? new(ProposalVerdict.NotFound, 0, null, null, [], null)
        : new(ProposalVerdict.Done, cluster.Policies.LastOrDefault()?.Number ?? 0, proposal, cluster.Policies.Find(version => version.Number == proposal.BaseVersion)?.Policy ?? Policy.None, [], null);
}
