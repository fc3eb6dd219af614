using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;
using Payouts.Grains.Tests.Policies;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The policy's grain on silos in this process over the real storage on a file.</summary>
public sealed class PolicyTests : DocumentSilos
{
    private static readonly Caller Ada = new("ada@example.com", "ada-laptop");
    private static readonly Caller Eve = new("eve@example.com", "eve-laptop");

    private readonly FakeTimeProvider _clock = new(Some.Now);

    [Fact]
    public async Task A_policy_is_proposed_by_one_and_put_in_force_by_another()
    {
        Assert.Equal(0, (await Policies().Read()).Number);
        var proposed = await Policies().Propose(Proposing("p-1"));
        Assert.Equal((ProposalVerdict.SelfApproval, 0), Of(await Policies().Approve(Decision(Ada, "p-1"))));
        _clock.Advance(TimeSpan.FromMinutes(1));

        var approved = await Policies().Approve(Decision(Eve, "p-1"));

        Assert.Equal((ProposalVerdict.Done, ProposalStatus.Proposed), (proposed.Verdict, proposed.Proposal!.Status));
        Assert.Equal((ProposalVerdict.Done, 1), Of(approved));
        Assert.Equal(Some.Now.AddSeconds(65), approved.EffectiveBy);
        Assert.Equal((1, "large-usdt"), ((await Policies().Read()).Number, (await Policies().Read()).Policy.Rules[1].Name));
        Assert.Equal(["p-1"], (await Policies().Versions()).Select(version => version.Proposal));
        Assert.Equal(ProposalStatus.Approved, Assert.Single(await Policies().Proposals()).Status);
    }

    [Fact]
    public async Task Of_two_admins_who_decide_at_once_on_two_silos_one_does()
    {
        await Policies().Propose(Proposing("p-1"));
        await StartAsync();
        var (here, there) = (Policies(), Policies(1));
        await Task.WhenAll(here.Read(), there.Read());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).SelectMany(number => new[]
            {
                UntilAnsweredAsync(() => here.Approve(Decision(Eve, "p-1"))),
                UntilAnsweredAsync(() => there.Reject(Decision(new("ben@example.com"), "p-1"))),
            }));

        var outcome = (await UntilAnsweredAsync(() => there.FindProposal("p-1"))).Proposal!;
        var done = answers.Where(answer => answer.Verdict == ProposalVerdict.Done).ToList();
        Assert.NotEmpty(done);
        Assert.All(done, answer => Assert.Equal((outcome.Status, outcome.Decision), (answer.Proposal!.Status, answer.Proposal.Decision)));
        Assert.All(answers.Except(done), answer => Assert.Equal(ProposalVerdict.Closed, answer.Verdict));
        Assert.Equal(outcome.Status == ProposalStatus.Approved ? 1L : 0L, await ScalarAsync("SELECT json_array_length(document, '$.versions') FROM documents WHERE kind = 'policy'"));
    }

    [Fact]
    public async Task Of_two_proposals_of_one_base_one_comes_into_force()
    {
        await Policies().Propose(Proposing("p-1"));
        await Policies().Propose(Proposing("p-2") with { By = Eve });
        await StartAsync();
        var (here, there) = (Policies(), Policies(1));
        await Task.WhenAll(here.Read(), there.Read());

        var answers = await Task.WhenAll(UntilAnsweredAsync(() => here.Approve(Decision(Eve, "p-1"))), UntilAnsweredAsync(() => there.Approve(Decision(Ada, "p-2"))));

        Assert.Equal([ProposalVerdict.Done, ProposalVerdict.Outdated], answers.Select(answer => answer.Verdict).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proposal_whose_write_failed_is_repeated_as_the_same(bool isWritten)
    {
        Faults.FailNext(isWritten, kind: "policy");
        await Assert.ThrowsAsync<OrleansException>(() => Policies().Propose(Proposing("p-1")));

        var answer = await UntilAnsweredAsync(() => Policies().Propose(Proposing("p-1")));

        Assert.Equal((ProposalVerdict.Done, 0), Of(answer));
        Assert.Equal("p-1", Assert.Single(await Policies().Proposals()).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_approval_whose_write_failed_is_repeated_and_makes_one_version(bool isWritten)
    {
        await Policies().Propose(Proposing("p-1"));
        Faults.FailNext(isWritten, kind: "policy");
        await Assert.ThrowsAsync<OrleansException>(() => Policies().Approve(Decision(Eve, "p-1")));

        var answer = await UntilAnsweredAsync(() => Policies().Approve(Decision(Eve, "p-1")));

        Assert.Equal((ProposalVerdict.Done, 1), Of(answer));
        Assert.Single(await Policies().Versions());
    }

    [Fact]
    public async Task A_payout_is_judged_by_the_policy_in_force_or_by_a_proposal()
    {
        await Policies().Propose(Proposing("p-1"));
        var payout = Some.Payout with { ClientId = "c-2", Amount = 10000 };

        var now = await Policies().Check(new(payout));
        var then = await Policies().Check(new(payout, Proposal: "p-1"));
        var never = await Policies().Check(new(payout, Proposal: "p-2"));

        Assert.Equal((true, PolicyAction.Allow, null, 0), (now.IsFound, now.Decision, now.Rule, now.Version));
        Assert.Equal((true, PolicyAction.Approve, "large-usdt"), (then.IsFound, then.Decision, then.Rule));
        Assert.Equal([new NeededApproval(null, 2)], then.Needed);
        Assert.Equal([false, true], then.Trace.Select(line => line.Matched));
        Assert.False(never.IsFound);
    }

    private IPolicyGrain Policies(int cluster = 0) => Clusters[cluster].Client.GetGrain<IPolicyGrain>(IPolicyGrain.Key);

    private static ProposePolicy Proposing(string id) => new(id, Some.Sample, "why", Ada, Versions: default, Approvers: null);

    private static DecideProposal Decision(Caller by, string id) => new(id, by, Versions: default);

    private static (ProposalVerdict, int) Of(ProposalAnswer answer) => (answer.Verdict, answer.InForce);

    /// <summary>Repeats a call until the activation whose write failed has ended, as a gateway does.</summary>
    private static async Task<ProposalAnswer> UntilAnsweredAsync(Func<Task<ProposalAnswer>> call)
    {
        ProposalAnswer? answer = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (OrleansException)
                {
                    return false;
                }
            },
            () => "The activation did not end.");
        return answer!;
    }

    private protected override void Configure(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton(new PolicyOptions(IsSecondPersonRequired: true, TimeSpan.FromSeconds(5)));
}
