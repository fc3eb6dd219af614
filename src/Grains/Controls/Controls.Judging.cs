using System.Collections.Immutable;
using Payouts.Addresses;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Controls;

/// <content>What the policy says of payouts, with what its address books and limits answer.</content>
public sealed partial class Controls
{
    private readonly GrainReferences<IAddressBookGrain> _books = new();

    /// <inheritdoc/>
    public ValueTask<Admission?> JudgeAsync(string id, CreatePayout command, SendGate gate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Known.Policy.InForce is { } policy ? new(JudgeByAsync(policy, id, command, gate, now)) : default;
    }

    /// <summary>How long an address that is added is not active yet.</summary>
    /// <exception cref="ControlsUnavailableException">There is no snapshot that is fresh.</exception>
    public TimeSpan CoolingOff() => Known.Policy.CoolingOff;

    /// <inheritdoc/>
    public bool MustAdmit(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);

        // What it holds since an earlier gate is never trusted: it may have been given back, by a process that then died.
        // And the lease may have ended since the gate was asked: then nobody knows.
        return state.Holds is [_, ..]
            || Current is not { } known
            || (known.Policy.InForce is { } policy && (NeedsAddress(policy, state) || !Judge.Limits(policy, FactsOf(known, state.Payout)).IsEmpty));
    }

    /// <inheritdoc/>
    public async Task<PayoutEvent> AdmitAsync(PayoutState state, long seenAt)
    {
        ArgumentNullException.ThrowIfNull(state);
        try
        {
            var (begun, policy) = (clock.GetTimestamp(), Known.Policy.InForce);
            if (policy is not null && NeedsAddress(policy, state) && !await IsActiveAsync(state))
            {
                return new PayoutEvent.AddressRevoked();
            }

            if (state.Holds is [_, ..] before)
            {
                // Not together with what is taken now: the row must never have a hold that counts nowhere any more.
                return await limits.ReleaseAsync(state.Payout.Id, before, seenAt) ? new PayoutEvent.Released(before) : new PayoutEvent.Woken(SendGate.Stale);
            }

            return policy is null ? new PayoutEvent.Admitted([], begun) : await ReserveAsync(policy, state.Payout, begun);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            Log.NotAdmitted(logger, state.Payout.Id, exception.GetType().Name);
            return new PayoutEvent.Woken(SendGate.Stale);
        }
    }

    /// <inheritdoc/>
    public bool IsUsable(long timestamp) => limits.IsUsable(timestamp);

    /// <inheritdoc/>
    public bool IsUsable(Admission admission)
    {
        ArgumentNullException.ThrowIfNull(admission);
        return limits.IsUsable(admission.JudgedAt) && Current is { Policy.InForce: { } policy } && policy.Version == admission.Policy.Version;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string id, IEnumerable<LimitHold> holds)
    {
        try
        {
            await limits.ForgetAsync(holds);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            Log.NotForgotten(logger, id, exception.GetType().Name);
        }
    }

    /// <inheritdoc/>
    public Task ConfirmAsync(IEnumerable<LimitHold> holds) => limits.ConfirmAsync(holds);

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(string id, IEnumerable<LimitHold> holds, long seenAt)
    {
        try
        {
            return await limits.ReleaseAsync(id, holds, seenAt);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            Log.NotAdmitted(logger, id, exception.GetType().Name);
            return false;
        }
    }

    private ControlsSnapshot Known => Current ?? throw new ControlsUnavailableException();

    private async Task<Admission?> JudgeByAsync(CompiledPolicy policy, string id, CreatePayout command, SendGate gate, DateTimeOffset now)
    {
        var begun = clock.GetTimestamp();
        var facts = FactsOf(Known, command.Request, command.By, now);
        var judgement = Judge.Of(policy, facts, address: null);
        var isRequired = policy.Source.AddressBook.ModeOf(command.Request.ClientId) == AddressMode.Require;
        if (isRequired || judgement.NeedsAddress)
        {
            var standing = await StandingOf(command.Request);
            if (isRequired && standing.Status != AddressStatus.Active)
            {
                return new(new(policy.Version)) { Refusal = new(RefusalKind.Address, Standing: EnumNames.Of(standing.Status)) };
            }

            judgement = Judge.Of(policy, facts, new((AddressCondition)(int)standing.Status, !standing.SimilarTo.IsDefaultOrEmpty));
        }

        var admission = new Admission(new(policy.Version, judgement.Rule))
        {
            JudgedAt = begun,
            AddressId = isRequired ? AddressId.Of(command.Request.ClientId, command.Request.Network, command.Request.WalletAddress, command.Request.Memo) : null,
            Plan = judgement.Decision == PolicyAction.Hold ? ApprovalNeed.Held : judgement.Plan,
            Refusal = judgement.Decision == PolicyAction.Refuse ? new(RefusalKind.Policy, judgement.Rule) : null,
        };
        return admission.Refusal is not null ? admission
            : RefusedForGood(judgement.Limits, command.Request) is { } never ? admission with { Refusal = never }
            : admission.Plan is not null || command.Request.ScheduledFor > now || gate != SendGate.Open ? admission
            : await LimitedAsync(admission, judgement.Limits, id, command.Request, now);
    }

    private Task<AddressStanding> StandingOf(PayoutRequest request) => _books.To(grains, request.ClientId).Standing(
        AddressId.Of(request.ClientId, request.Network, request.WalletAddress, request.Memo), AddressShape.Of(request.Network, request.WalletAddress), request.Asset);

    private async Task<bool> IsActiveAsync(PayoutState state) => (await StandingOf(state.Payout.Request)).Status == AddressStatus.Active;

    private static bool NeedsAddress(CompiledPolicy policy, PayoutState state) =>
        state.AddressId is not null && policy.Source.AddressBook.ModeOf(state.Payout.Request.ClientId) == AddressMode.Require;

    private static PayoutFacts FactsOf(ControlsSnapshot known, Payout payout) => FactsOf(known, payout.Request, payout.CreatedBy, payout.CreatedAt);

    /// <summary>A caller names a key made at run time by its id; rules may name it by its name as well.</summary>
    private static PayoutFacts FactsOf(ControlsSnapshot known, PayoutRequest request, Caller? by, DateTimeOffset at)
    {
        var made = known.Keys.Find(by?.Key);
        return new()
        {
            ClientId = request.ClientId,
            Asset = request.Asset,
            Network = request.Network,
            Amount = request.Amount,
            Origin = request.Origin,
            At = at,
            Person = by?.Person,
            Key = made?.Name ?? by?.Key,
            KeyId = made?.Id,
        };
    }
}
