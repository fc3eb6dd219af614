using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <inheritdoc cref="IPolicyGrain"/>
[GrainType("policy")]
internal sealed partial class PolicyGrain(
    [FromKeyedServices(Document.Storage)] IGrainStorage storage, PolicyOptions options, TimeProvider clock, ILogger<PolicyGrain> logger) : Grain, IPolicyGrain
{
    private Document<PolicyState> Stored => field ??= new Document<PolicyState>(this, storage);

    private PolicyState State => Stored.State ?? PolicyState.Empty;

    private AuditOutbox Outbox => field ??= new AuditOutbox(this, GrainFactory, logger, () => Stored.State?.Unlogged);

    private DateTimeOffset Now => WholeMilliseconds.Floor(clock.GetUtcNow());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Stored.ReadAsync();
        Outbox.Begin();
    }

    /// <inheritdoc/>
    public Task<PolicyVersion> Read() => Task.FromResult(State.InForce());

    /// <inheritdoc/>
    public Task<ImmutableArray<PolicyOrigin>> Versions() =>
        Task.FromResult<ImmutableArray<PolicyOrigin>>([.. State.Versions.Select(version => version.Origin!).Reverse()]);

    /// <inheritdoc/>
    public Task<PolicyVersion?> FindVersion(int version) => Task.FromResult(State.Find(version));

    /// <inheritdoc/>
    public Task<ImmutableArray<Proposal>> Proposals() =>
        Task.FromResult<ImmutableArray<Proposal>>([.. State.Proposals.Select(proposal => ProposalRules.AsOf(State, proposal, Now)).Reverse()]);

    /// <inheritdoc/>
    public Task<ProposalAnswer> FindProposal(string id) => Task.FromResult(Complete(ProposalRules.Read(State, id, Now)));

    /// <inheritdoc/>
    public Task<ProposalAnswer> Propose(ProposePolicy command) => ChangeAsync("proposed", (state, now) => ProposalRules.Propose(state, command, now));

    /// <inheritdoc/>
    public Task<ProposalAnswer> Approve(DecideProposal command) =>
        ChangeAsync("approved", (state, now) => ProposalRules.Approve(state, command, options.IsSecondPersonRequired, now));

    /// <inheritdoc/>
    public Task<ProposalAnswer> Reject(DecideProposal command) => ChangeAsync("rejected", (state, now) => ProposalRules.Reject(state, command, now));

    /// <inheritdoc/>
    public Task<PolicyCheck> Check(CheckPolicy command)
    {
        var version = State.InForce();
        if (command.Proposal is { } id)
        {
            if (ProposalRules.Read(State, id, Now).Proposal is not { } proposal)
            {
                return Task.FromResult(new PolicyCheck(IsFound: false, null, null, [], [], version.Number));
            }

            version = new(proposal.Policy, version.Origin);
        }

        return Task.FromResult(Judge.Check(CompiledPolicy.Always(version), command.Facts, command.Address));
    }

    private async Task<ProposalAnswer> ChangeAsync(string change, Func<PolicyState, DateTimeOffset, PolicyDecision> rule)
    {
        var (answer, next) = rule(State, Now);
        if (next is not null)
        {
            var proposal = answer.Proposal!;
            var by = new Caller(proposal.Decision?.By ?? proposal.ProposedBy);
            var draft = AuditDrafts.Of(
                FormattableString.Invariant($"policy/{Stored.Version + 1}"), Now, AuditOrigin.Of(by), $"policy.{change}", proposal.Id,
                change == "rejected" ? proposal.Policy : answer.Base ?? State.InForce().Policy, change == "rejected" ? null : proposal.Policy, proposal.Decision?.Reason ?? proposal.Note);
            await Stored.WriteAsync(next with { Unlogged = Outbox.With(draft) });
            Log.Changed(logger, proposal.Id, change, answer.InForce);
            await Outbox.LogAsync();
        }

        return Complete(answer);
    }

    private ProposalAnswer Complete(ProposalAnswer answer) =>
        answer.Proposal is { Status: ProposalStatus.Approved, Decision: { } decision } ? answer with { EffectiveBy = decision.At + options.Lease } : answer;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The policy's proposal {Proposal} was {Change}; version {Version} is in force")]
        public static partial void Changed(ILogger logger, string proposal, string change, int version);
    }
}
