using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Policies;

/// <summary>One person proposes, another approves: every way in which that goes, and in which it does not.</summary>
public sealed class ProposalRulesTests
{
    private static readonly DateTimeOffset Now = Some.Now;
    private static readonly Caller Ada = new("ada@example.com", "ada-laptop");
    private static readonly Caller Eve = new("eve@example.com", "eve-laptop");

    public static TheoryData<string, string?, string?, ProposalVerdict> Approvers => new()
    {
        { "another person", "eve@example.com", "eve-laptop", ProposalVerdict.Done },
        { "another person's session", "eve@example.com", null, ProposalVerdict.Done },
        { "the proposer with the same key", "ada@example.com", "ada-laptop", ProposalVerdict.SelfApproval },
        { "the proposer with a second key", "ada@example.com", "ada-phone", ProposalVerdict.SelfApproval },
        { "the proposer's session", "ada@example.com", null, ProposalVerdict.SelfApproval },
        { "the proposer in another case", " Ada@Example.COM ", "ada-phone", ProposalVerdict.SelfApproval },

        // Keys that are made at run time never belong to a person.
        { "a key that the proposer made an hour ago", null, "aB3dE6gH", ProposalVerdict.PersonRequired },
    };

    [Theory]
    [MemberData(nameof(Approvers))]
    public void A_proposal_is_approved_by_a_second_person_only(string who, string? person, string? key, ProposalVerdict verdict)
    {
        var (answer, next) = ProposalRules.Approve(Proposed(), Decision(new(person, key)), isSecondRequired: true, Now);

        Assert.True(verdict == answer.Verdict, who);
        Assert.Equal(verdict == ProposalVerdict.Done, next is not null);
    }

    [Fact]
    public void Where_no_second_person_is_required_the_proposer_approves()
    {
        var (answer, next) = ProposalRules.Approve(Proposed(), Decision(Ada), isSecondRequired: false, Now.AddMinutes(1));

        Assert.Equal((ProposalVerdict.Done, 1), (answer.Verdict, answer.InForce));
        Assert.Equal("ada@example.com", next!.InForce().Origin!.ApprovedBy);
        Assert.Equal(ProposalVerdict.PersonRequired, ProposalRules.Approve(Proposed(), Decision(new(null, "robot")), isSecondRequired: false, Now).Answer.Verdict);
    }

    [Fact]
    public void A_proposal_says_what_it_changes_and_how_long_it_waits()
    {
        var (answer, next) = ProposalRules.Propose(PolicyState.Empty, Proposing("p-1"), Now);

        Assert.Equal((ProposalVerdict.Done, 0), (answer.Verdict, answer.InForce));
        var proposal = answer.Proposal!;
        Assert.Equal((0, ProposalStatus.Proposed, 1, "ada@example.com", Now, Now.AddDays(7)), (proposal.BaseVersion, proposal.Status, proposal.Version, proposal.ProposedBy, proposal.ProposedAt, proposal.ExpiresAt));
        Assert.Same(Some.Sample, proposal.Policy);
        Assert.Same(Policy.None, answer.Base);
        Assert.Single(proposal.Warnings);
        Assert.Equal(0, next!.InForce().Number);
    }

    [Fact]
    public void An_approved_proposal_is_the_next_version()
    {
        var (answer, next) = ProposalRules.Approve(Proposed(), Decision(Eve), isSecondRequired: true, Now.AddMinutes(1));

        Assert.Equal((ProposalStatus.Approved, 2), (answer.Proposal!.Status, answer.Proposal.Version));
        Assert.Equal(new ProposalDecision("eve@example.com", Now.AddMinutes(1), PolicyVersion: 1), answer.Proposal.Decision);
        Assert.Equal(new PolicyOrigin(1, "p-1", "why", "ada@example.com", Now, "eve@example.com", Now.AddMinutes(1)), next!.InForce().Origin);
        Assert.Same(Some.Sample, next.InForce().Policy);
        Assert.Same(Policy.None, answer.Base);
    }

    [Fact]
    public void What_is_repeated_because_its_answer_was_lost_is_answered_as_the_first_was()
    {
        var state = Proposed();
        var again = ProposalRules.Propose(state, Proposing("p-1") with { Versions = [7] }, Now.AddSeconds(3));
        Assert.Equal((ProposalVerdict.Done, Now, null), (again.Answer.Verdict, again.Answer.Proposal!.ProposedAt, again.Next));

        state = Next(ProposalRules.Approve(state, Decision(Eve), isSecondRequired: true, Now));
        again = ProposalRules.Approve(state, Decision(Eve), isSecondRequired: true, Now.AddDays(8));
        Assert.Equal((ProposalVerdict.Done, ProposalStatus.Approved, null), (again.Answer.Verdict, again.Answer.Proposal!.Status, again.Next));

        state = Next(ProposalRules.Reject(Proposed(), Decision(Eve) with { Reason = "no" }, Now));
        again = ProposalRules.Reject(state, Decision(Eve) with { Reason = "other" }, Now.AddDays(8));
        Assert.Equal((ProposalVerdict.Done, "no", null), (again.Answer.Verdict, again.Answer.Proposal!.Decision!.Reason, again.Next));
    }

    [Theory]
    [InlineData("ada@example.com", ProposalStatus.Withdrawn)]
    [InlineData("ADA@example.com", ProposalStatus.Withdrawn)]
    [InlineData("eve@example.com", ProposalStatus.Rejected)]
    [InlineData(null, ProposalStatus.Rejected)]
    public void The_proposer_withdraws_and_anybody_else_rejects(string? person, ProposalStatus status)
    {
        var (answer, next) = ProposalRules.Reject(Proposed(), Decision(new(person, "robot")) with { Reason = "no" }, Now.AddMinutes(1));

        Assert.Equal((ProposalVerdict.Done, status, 2), (answer.Verdict, answer.Proposal!.Status, answer.Proposal.Version));
        Assert.Equal(new ProposalDecision(person ?? "robot", Now.AddMinutes(1), "no"), answer.Proposal.Decision);
        Assert.Equal(ProposalVerdict.Closed, ProposalRules.Approve(next!, Decision(new("ben@example.com")), isSecondRequired: true, Now).Answer.Verdict);
        Assert.Equal(0, next!.InForce().Number);
    }

    [Fact]
    public void A_decided_proposal_is_closed_for_everybody_else()
    {
        var approved = Next(ProposalRules.Approve(Proposed(), Decision(Eve), isSecondRequired: true, Now));
        Assert.Equal((ProposalVerdict.Closed, null), Of(ProposalRules.Approve(approved, Decision(new("ben@example.com")), isSecondRequired: true, Now)));
        Assert.Equal((ProposalVerdict.Closed, null), Of(ProposalRules.Reject(approved, Decision(Eve), Now)));

        var rejected = Next(ProposalRules.Reject(Proposed(), Decision(Eve), Now));
        Assert.Equal((ProposalVerdict.Closed, null), Of(ProposalRules.Reject(rejected, Decision(Ada), Now)));
    }

    [Fact]
    public void Nobody_decides_after_seven_days()
    {
        Assert.Equal(ProposalVerdict.Done, ProposalRules.Approve(Proposed(), Decision(Eve), isSecondRequired: true, Now.AddDays(7).AddMilliseconds(-1)).Answer.Verdict);

        var late = ProposalRules.Approve(Proposed(), Decision(Eve), isSecondRequired: true, Now.AddDays(7));
        Assert.Equal((ProposalVerdict.Closed, null), Of(late));
        Assert.Equal(ProposalStatus.Expired, late.Answer.Proposal!.Status);
        Assert.Equal((ProposalVerdict.Closed, null), Of(ProposalRules.Reject(Proposed(), Decision(Eve), Now.AddDays(7))));
    }

    [Fact]
    public void A_proposal_whose_base_has_moved_is_outdated()
    {
        var state = Next(ProposalRules.Propose(Proposed(), Proposing("p-2"), Now));
        state = Next(ProposalRules.Approve(state, Decision(Eve), isSecondRequired: true, Now));

        var answer = ProposalRules.Approve(state, Decision(Eve, "p-2"), isSecondRequired: true, Now);
        Assert.Equal((ProposalVerdict.Outdated, null), Of(answer));
        Assert.Equal((ProposalStatus.Outdated, 1), (answer.Answer.Proposal!.Status, answer.Answer.InForce));
        Assert.Equal((ProposalVerdict.Outdated, null), Of(ProposalRules.Reject(state, Decision(Eve, "p-2"), Now)));
    }

    [Theory]
    [InlineData(0, ProposalVerdict.Done)]
    [InlineData(1, ProposalVerdict.VersionMismatch)]
    [InlineData(null, ProposalVerdict.Done)]
    public void A_proposal_changes_the_version_that_was_seen(int? version, ProposalVerdict verdict) =>
        Assert.Equal(verdict, ProposalRules.Propose(PolicyState.Empty, Proposing("p-1") with { Versions = version is { } seen ? [seen] : default }, Now).Answer.Verdict);

    [Theory]
    [InlineData(1, ProposalVerdict.Done)]
    [InlineData(2, ProposalVerdict.VersionMismatch)]
    [InlineData(null, ProposalVerdict.Done)]
    public void A_decision_is_about_the_version_that_was_seen(int? version, ProposalVerdict verdict)
    {
        var decision = Decision(Eve) with { Versions = version is { } seen ? [seen] : default };

        Assert.Equal(verdict, ProposalRules.Approve(Proposed(), decision, isSecondRequired: true, Now).Answer.Verdict);
        Assert.Equal(verdict, ProposalRules.Reject(Proposed(), decision, Now).Answer.Verdict);
    }

    [Fact]
    public void Only_a_person_proposes_and_only_what_keeps_the_rules()
    {
        Assert.Equal((ProposalVerdict.PersonRequired, null), Of(ProposalRules.Propose(PolicyState.Empty, Proposing("p-1") with { By = new(null, "robot") }, Now)));
        var bad = ProposalRules.Propose(PolicyState.Empty, Proposing("p-1") with { Policy = Some.Of(Some.Refusing with { Name = "A" }) }, Now);
        Assert.Equal((ProposalVerdict.Invalid, null), Of(bad));
        Assert.Equal("/rules/0/name", Assert.Single(bad.Answer.Faults).Path);
    }

    [Fact]
    public void There_is_no_such_proposal()
    {
        Assert.Equal((ProposalVerdict.NotFound, null), Of(ProposalRules.Approve(PolicyState.Empty, Decision(Eve), isSecondRequired: true, Now)));
        Assert.Equal((ProposalVerdict.NotFound, null), Of(ProposalRules.Reject(PolicyState.Empty, Decision(Eve), Now)));
        Assert.Equal(ProposalVerdict.NotFound, ProposalRules.Read(PolicyState.Empty, "p-1", Now).Verdict);
    }

    [Fact]
    public void So_many_proposals_are_kept_and_those_that_wait_are_never_dropped()
    {
        var state = PolicyState.Empty;
        for (var number = 1; number <= ProposalRules.MostProposals; number++)
        {
            state = Next(ProposalRules.Propose(state, Proposing($"p-{number}"), Now));
        }

        Assert.Equal((ProposalVerdict.TooMany, null), Of(ProposalRules.Propose(state, Proposing("p-21"), Now)));

        state = Next(ProposalRules.Reject(state, Decision(Eve, "p-7"), Now));
        var next = Next(ProposalRules.Propose(state, Proposing("p-21"), Now));
        Assert.Equal((ProposalRules.MostProposals, "p-21"), (next.Proposals.Length, next.Proposals[^1].Id));
        Assert.DoesNotContain(next.Proposals, proposal => proposal.Id == "p-7");
        Assert.Equal("p-2", Next(ProposalRules.Propose(next, Proposing("p-22"), Now.AddDays(8))).Proposals[0].Id);
    }

    [Fact]
    public void The_last_fifty_versions_are_kept_and_no_proposal_outlives_what_it_changes()
    {
        var state = Next(ProposalRules.Propose(PolicyState.Empty, Proposing("p-0"), Now));
        for (var number = 1; number <= 60; number++)
        {
            state = Next(ProposalRules.Propose(state, Proposing($"p-{number}"), Now));
            state = Next(ProposalRules.Approve(state, Decision(Eve, $"p-{number}"), isSecondRequired: true, Now));
        }

        Assert.Equal((60, ProposalRules.MostVersions, 11), (state.InForce().Number, state.Versions.Length, state.Versions[0].Number));
        Assert.Equal((null, 0, 60), (state.Find(10), state.Find(0)!.Number, state.Find(60)!.Number));
        Assert.All(state.Proposals, proposal => Assert.NotNull(state.Find(proposal.BaseVersion)));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var state = Next(ProposalRules.Propose(Next(ProposalRules.Approve(Proposed(), Decision(Eve), isSecondRequired: true, Now)), Proposing("p-2"), Now));
        state = Next(ProposalRules.Reject(state, Decision(Ada, "p-2") with { Reason = "no" }, Now));
        var serializer = new DocumentSerializer();
        var json = serializer.Serialize(state);
        var read = serializer.Deserialize<PolicyState>(json);

        Assert.Equal(json.ToString(), serializer.Serialize(read).ToString());
        Assert.Equal(2, Judge.Of(CompiledPolicy.Of(read.InForce())!, Some.Payout with { ClientId = "c-2", Amount = 10000 }, null).Plan!.Needed[0].Count);
        Assert.StartsWith("""{"format":1,"versions":[{"policy":{"default":"allow","rules":[{"name":"no-night","when":{""", json.ToString(), StringComparison.Ordinal);
    }

    private static ProposePolicy Proposing(string id) => new(id, Some.Sample, "why", Ada, Versions: default, Approvers: null);

    private static DecideProposal Decision(Caller by, string id = "p-1") => new(id, by, Versions: default);

    private static PolicyState Proposed() => Next(ProposalRules.Propose(PolicyState.Empty, Proposing("p-1"), Now));

    private static PolicyState Next(PolicyDecision decision) => decision.Next ?? throw new InvalidOperationException($"Nothing was to be written: {decision.Answer.Verdict}.");

    private static (ProposalVerdict, PolicyState?) Of(PolicyDecision decision) => (decision.Answer.Verdict, decision.Next);
}
